import { type LicenceAnswer, licences } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Badge, type Column, DataTable, Panel, Unanswered } from '../../ui/index.ts';
import styles from './Sources.module.css';

/** Every answer that was given for the sources of a dataset, newest first. None is ever deleted. */
export function AnswersPanel({ datasetId }: { readonly datasetId: string }) {
  const t = useT('licences');
  const format = useFormat();
  const answers = useAnswer(licences.answers, { datasetId });

  if (answers.state !== 'ready') return <Unanswered answer={answers} shape="panel" />;

  const columns: Column<LicenceAnswer>[] = [
    { key: 'when', title: t('when'), cell: ({ atMs }) => <time>{format.dateTime(atMs)}</time> },
    { key: 'who', title: t('who'), cell: ({ by }) => by },
    { key: 'use', title: t('use'), width: '1%', cell: ({ use }) => <span className={styles.use}>{t(use)}</span> },
    { key: 'source', title: t('source'), cell: ({ sourceName }) => <span className={styles.name}>{sourceName}</span> },
    {
      key: 'said',
      title: t('ledgerSaid'),
      cell: ({ licence, allowed }) => (
        <>
          <code className={styles.licence}>{licence}</code> · {t(allowed)}
        </>
      ),
    },
    { key: 'words', title: t('words'), width: '34%', cell: ({ words }) => <q className={styles.words}>{words}</q> },
    {
      key: 'stands',
      title: '',
      cell: ({ stands }) => <Badge tone={stands ? 'good' : 'quiet'}>{stands ? t('stands') : t('asksAgain')}</Badge>,
    },
  ];
  return (
    <Panel title={t('answers')} aside={t('answersSays')} flush>
      <DataTable
        label={t('answers')}
        columns={columns}
        rows={answers.value}
        rowKey={({ id }) => id}
        empty={t('noAnswers')}
      />
    </Panel>
  );
}
