import { ActionIcon, Button, Checkbox, Menu, NumberInput, Popover, Tooltip } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { IconArrowRight, IconChartBar, IconColumns3, IconPencil, IconPlus } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { type Dataset, dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { useCommands } from '../../app/commands.tsx';
import { dataset as messages } from '../../app/messages/dataset.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { type Trouble, useAction, useAnswer } from '../../rpc/index.ts';
import { Failure, Waiting } from '../../ui/index.ts';
import { BulkEditDialog } from './BulkEditDialog.tsx';
import { QueryBar } from './QueryBar.tsx';
import { RowDetail } from './RowDetail.tsx';
import { sortFrom, sortText } from './view.ts';
import styles from './Workbench.module.css';

const RowsGrid = lazy(() => import('./RowsGrid.tsx'));

/** Rows enough to tell how wide the columns must be. */
const MEASURED_ROWS = 60;

export interface WorkbenchProps {
  readonly dataset: Dataset;
  readonly rowsKey: string;
  /** What stands beside the rows while none is chosen. */
  readonly about: ReactNode;
  /** What stands in the columns; a click asks for the rows of a query. */
  readonly summaries: (of: SummariesProps) => ReactNode;
}

export interface SummariesProps {
  readonly dataset: Dataset;
  readonly rowsKey: string;
  readonly onQuery: (query: string) => void;
}

/** The rows of a dataset: searched, sorted and edited, with the chosen one in full beside them. */
export function Workbench({ dataset: shown, rowsKey, about, summaries }: WorkbenchProps) {
  const t = useT('dataset');
  const [search, setSearch] = useSearchParams();
  const row = Number(search.get('row')) || null;
  const query = search.get('q') ?? '';
  const sort = sortFrom(search.get('sort'));
  const field = useRef<HTMLInputElement>(null);
  const add = useAction(dataset.addRow);
  const [editOpen, edit] = useDisclosure(false);
  const [jumpOpen, jump] = useDisclosure(false);
  const [hidden, setHidden] = useLocalStorage<string[]>({ key: `luthier.hidden.${shown.id}`, defaultValue: [] });
  const [summed, setSummed] = useLocalStorage({ key: 'luthier.summaries', defaultValue: false });
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const go = (changes: Record<string, string | null>): void => {
    setTrouble(null);
    setSearch(
      before => {
        const next = new URLSearchParams(before);
        for (const [key, value] of Object.entries(changes)) value ? next.set(key, value) : next.delete(key);
        return next;
      },
      { replace: true },
    );
  };
  const showRow = (next: number | null): void => go({ row: next === null ? null : String(next) });
  const toggleSummaries = (): void => {
    // A row that is chosen stands in their place.
    setSummed(row !== null || !summed);
    showRow(null);
  };
  const addRow = (): void =>
    void add
      .run({ datasetId: shown.id, cells: {} })
      .then(added => added && go({ row: String(added.row), q: null, sort: null }));

  useCommands([
    {
      id: 'dataset.find',
      title: messages.commandFind,
      group: 'page',
      keys: ['f', '/'],
      run: () => field.current?.focus(),
    },
    { id: 'dataset.goToRow', title: messages.commandGoToRow, group: 'page', keys: ['$mod+g'], run: jump.open },
    { id: 'dataset.summaries', title: messages.columnSummaries, group: 'page', run: toggleSummaries },
    { id: 'dataset.addRow', title: messages.commandAddRow, group: 'page', run: addRow },
    { id: 'dataset.editMany', title: messages.commandEditMany, group: 'page', run: edit.open },
  ]);

  return (
    <div className={styles.body}>
      <div className={styles.main}>
        <div className={styles.bar}>
          <QueryBar dataset={shown} query={query} onQuery={q => go({ q, row: null })} input={field} />
          <Tally dataset={shown} query={query} rowsKey={rowsKey} />
          <ColumnsMenu columns={shown.columns} hidden={hidden} onHidden={setHidden} />
          <Tooltip label={t('columnSummaries')}>
            <ActionIcon
              aria-label={t('columnSummaries')}
              aria-pressed={summed && row === null}
              variant={summed && row === null ? 'light' : 'subtle'}
              onClick={toggleSummaries}
            >
              <IconChartBar size={17} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          <GoToRow opened={jumpOpen} onChange={open => (open ? jump.open() : jump.close())} onRow={showRow} />
          <Tooltip label={t('addRow')}>
            <ActionIcon aria-label={t('addRow')} loading={add.busy} onClick={addRow}>
              <IconPlus size={17} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          <Button variant="default" leftSection={<IconPencil size={14} />} onClick={edit.open}>
            {t('editMany')}
          </Button>
        </div>
        {add.trouble && <Failure trouble={add.trouble} />}
        {trouble ? (
          <Failure trouble={trouble} retry={() => setTrouble(null)} />
        ) : (
          <Grid
            dataset={shown}
            rowsKey={rowsKey}
            hidden={hidden}
            query={query}
            sort={sort}
            row={row}
            onRow={({ row }) => showRow(row)}
            onSort={next => go({ sort: sortText(next) })}
            onTrouble={setTrouble}
          />
        )}
      </div>
      <div className={styles.side}>
        {row !== null && <RowDetail key={row} dataset={shown} row={row} onRow={showRow} />}
        {row === null && !summed && about}
        {row === null && summed && (
          <Suspense fallback={<Waiting shape="table" />}>
            {summaries({ dataset: shown, rowsKey, onQuery: q => go({ q }) })}
          </Suspense>
        )}
      </div>
      <BulkEditDialog dataset={shown} query={query} opened={editOpen} onClose={edit.close} />
    </div>
  );
}

type GridProps = Omit<Parameters<typeof RowsGrid>[0], 'firstRows'>;

function Grid(props: GridProps) {
  const first = useAnswer(dataset.rowsAt, { datasetId: props.dataset.id, start: 0, limit: MEASURED_ROWS });
  // Columns are measured once: a grid whose columns move while one reads is no help.
  const measured = useRef<readonly Row[] | null>(null);
  if (first.state === 'ready') measured.current ??= first.value.rows;

  if (first.state === 'failed') return <Failure trouble={first.trouble} retry={first.refresh} />;
  return (
    <div className={styles.grid}>
      {measured.current === null ? (
        <Waiting shape="table" />
      ) : (
        <Suspense fallback={<Waiting shape="table" />}>
          <RowsGrid {...props} firstRows={measured.current} />
        </Suspense>
      )}
    </div>
  );
}

/** How many rows the query has, and whether the words of all rows are in the index. */
function Tally({
  dataset: shown,
  query,
  rowsKey,
}: {
  readonly dataset: Dataset;
  readonly query: string;
  readonly rowsKey: string;
}) {
  const t = useT('dataset');
  const format = useFormat();
  const count = useAnswer(dataset.countRows, { datasetId: shown.id, query }, { refreshOn: rowsKey });
  if (query === '' || count.state === 'failed') return null;
  return (
    <output className={styles.tally}>
      {count.state === 'waiting'
        ? t('querySearching')
        : t('queryOfAll', { found: format.number(count.value.rows), all: format.number(shown.rowCount) })}
    </output>
  );
}

function ColumnsMenu(props: {
  readonly columns: readonly string[];
  readonly hidden: readonly string[];
  readonly onHidden: (hidden: string[]) => void;
}) {
  const { columns, hidden, onHidden } = props;
  const t = useT('dataset');
  const toggle = (name: string): void =>
    onHidden(hidden.includes(name) ? hidden.filter(one => one !== name) : [...hidden, name]);

  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('columns')}>
          <ActionIcon aria-label={t('columns')}>
            <IconColumns3 size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown className={styles.columns}>
        {columns.slice(0, 500).map(name => (
          <Menu.Item
            key={name}
            onClick={() => toggle(name)}
            role="menuitemcheckbox"
            aria-checked={!hidden.includes(name)}
          >
            <Checkbox label={name} checked={!hidden.includes(name)} readOnly tabIndex={-1} />
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onHidden([])}>{t('showAllColumns')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function GoToRow(props: {
  readonly opened: boolean;
  readonly onChange: (open: boolean) => void;
  readonly onRow: (row: number) => void;
}) {
  const { opened, onChange, onRow } = props;
  const t = useT('dataset');
  const [wanted, setWanted] = useState<number | string>('');

  return (
    <Popover opened={opened} onChange={onChange} position="bottom-end" trapFocus>
      <Popover.Target>
        <Tooltip label={t('goToRow')}>
          <ActionIcon aria-label={t('goToRow')} onClick={() => onChange(!opened)}>
            <IconArrowRight size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={event => {
            event.preventDefault();
            if (typeof wanted !== 'number') return;
            onRow(wanted);
            onChange(false);
          }}
        >
          <NumberInput
            label={t('goToRow')}
            min={1}
            allowDecimal={false}
            hideControls
            value={wanted}
            onChange={setWanted}
            data-autofocus
          />
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
