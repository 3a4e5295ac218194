import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { type Dataset, dataset } from '../../../native-bridge/contract/index.ts';
import { errorHint, errorSentence, useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { type Trouble, useAnswer } from '../../rpc/index.ts';
import { Failure } from '../../ui/index.ts';
import styles from './Workbench.module.css';

/** A query that cannot be read: the rows below are still those of the one before. */
export function WrongQuery({ trouble, query }: { readonly trouble: Trouble; readonly query: string }) {
  const t = useT('grid');
  const language = useLanguage();
  const shown = query === '' ? t('lastRowsAll') : t('lastRowsShown', { query });
  if (trouble.kind !== 'error') return <Failure trouble={trouble} />;
  return (
    <div className={styles.wrong} role="alert">
      <p>{errorSentence(trouble.error, language)}</p>
      <p className={styles.quiet}>
        {errorHint(trouble.error, language)} {shown}
      </p>
    </div>
  );
}

/** A row that is chosen and that the query does not have. */
export function NotInView(props: { readonly row: number; readonly query: string; readonly onAll: () => void }) {
  const { row, query, onAll } = props;
  const t = useT('grid');
  const format = useFormat();
  return (
    <p className={styles.note} role="status">
      {t(query === '' ? 'rowNotThere' : 'rowNotInView', { row: format.number(row) })}
      {query !== '' && (
        <Button variant="default" size="compact-xs" onClick={onAll}>
          {t('showAllRows')}
        </Button>
      )}
    </p>
  );
}

interface TallyProps {
  readonly dataset: Dataset;
  readonly query: string;
  readonly rowsKey: string;
  readonly isAsked: boolean;
}

/** How many rows the query has, and how many it cannot find because their time cannot be read. */
export function Tally({ dataset: shown, query, rowsKey, isAsked }: TallyProps) {
  const t = useT('dataset');
  const format = useFormat();
  const count = useAnswer(dataset.countRows, { datasetId: shown.id, query }, { refreshOn: rowsKey });
  if ((query === '' && isAsked) || count.state === 'failed') return null;
  return (
    <output className={styles.tally}>
      {count.state === 'waiting' || !isAsked
        ? t('querySearching')
        : t('queryOfAll', { found: format.number(count.value.rows), all: format.number(shown.rowCount) })}
      {count.state === 'ready' && isAsked && <Unreadable datasetId={shown.id} query={query} rowsKey={rowsKey} />}
    </output>
  );
}

interface UnreadableProps extends Pick<TallyProps, 'query' | 'rowsKey'> {
  readonly datasetId: Dataset['id'];
}

/** Asked for once the rows that were found are counted, so that they do not wait for it. */
function Unreadable({ datasetId, query, rowsKey }: UnreadableProps) {
  const t = useT('dataset');
  const times = useAnswer(dataset.unreadableTimes, { datasetId, query }, { refreshOn: rowsKey });
  if (times.state !== 'ready' || times.value.rows === 0) return null;
  return (
    <>
      {' · '}
      <Link href={`/data/${datasetId}?q=${encodeURIComponent(times.value.query)}`}>
        {t('queryTimes', { count: times.value.rows })}
      </Link>
    </>
  );
}
