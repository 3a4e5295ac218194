import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBox, IconPlus } from '@tabler/icons-react';
import { type ListedModel, models } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { SampleLink } from '../../app/SampleLink.tsx';
import { useAction, useAnswer } from '../../rpc/index.ts';
import {
  type Column,
  DataTable,
  EmptyState,
  Failure,
  Page,
  PageHeader,
  Panel,
  PathText,
  UnansweredPage,
} from '../../ui/index.ts';
import { AddModel } from './AddModel.tsx';
import styles from './ModelsPage.module.css';

const NOTHING = {};

/** The base models of the project. */
export function ModelsPage() {
  const t = useT('models');
  const answer = useAnswer(models.models, NOTHING);
  const [adding, { open, close }] = useDisclosure(false);

  if (answer.state !== 'ready') return <UnansweredPage answer={answer} />;

  const add = (
    <Button leftSection={<IconPlus size={14} />} onClick={open}>
      {t('add')}
    </Button>
  );
  return (
    <Page wide>
      <PageHeader title={t('title')} says={t('says')} actions={answer.value.length > 0 && add} />
      {answer.value.length === 0 ? (
        <NoModels onOther={open} />
      ) : (
        <Panel title={t('title')} aside={String(answer.value.length)} flush>
          <ModelsTable models={answer.value} />
        </Panel>
      )}
      <AddModel opened={adding} onClose={close} />
    </Page>
  );
}

function ModelsTable({ models }: { readonly models: readonly ListedModel[] }) {
  const t = useT('models');
  const format = useFormat();

  const columns: Column<ListedModel>[] = [
    {
      key: 'name',
      title: t('name'),
      width: '38%',
      cell: model => (
        <>
          <div className={styles.name}>{model.name}</div>
          {!model.isThere && <p className={styles.absent}>{t('absent')}</p>}
          <PathText path={model.path} />
        </>
      ),
    },
    { key: 'architecture', title: t('architecture'), cell: model => model.architecture },
    {
      key: 'parameters',
      title: t('parameters'),
      align: 'end',
      cell: model => t('millions', { number: format.number(model.parameters / 1e6, 1) }),
    },
    { key: 'size', title: t('size'), align: 'end', cell: model => format.bytes(model.sizeBytes) },
    { key: 'licence', title: t('licence'), cell: model => <span className={styles.whole}>{model.licence}</span> },
    { key: 'origin', title: t('origin'), cell: model => <span className={styles.origin}>{model.origin}</span> },
    { key: 'added', title: t('added'), align: 'end', cell: model => format.ago(model.createdAtMs) },
  ];
  return <DataTable label={t('title')} columns={columns} rows={models} rowKey={({ id }) => id} />;
}

function NoModels({ onOther }: { readonly onOther: () => void }) {
  const t = useT('models');
  const add = useAction(models.add);

  return (
    <>
      {add.trouble && <Failure trouble={add.trouble} />}
      <EmptyState
        icon={IconBox}
        title={t('emptyTitle')}
        says={t('emptySays')}
        action={
          <Button loading={add.busy} onClick={() => void add.run({ source: { kind: 'starter' } })}>
            {t('addStarter')}
          </Button>
        }
        other={
          <>
            <Button variant="subtle" onClick={onOther}>
              {t('add')}
            </Button>
            <SampleLink />
          </>
        }
      />
    </>
  );
}
