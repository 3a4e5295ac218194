import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useDidUpdate, useLocalStorage } from '@mantine/hooks';
import { IconChartBar, IconPencil, IconPlus } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { type Dataset, type Draft, dataset, project, type Row } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { type Trouble, useAnswer } from '../../rpc/index.ts';
import { Failure, Waiting } from '../../ui/index.ts';
import { BulkEditDialog } from './BulkEditDialog.tsx';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { columnTypes } from './column-types.ts';
import { DraftsNote } from './DraftsNote.tsx';
import { useDrafts } from './drafts.ts';
import { GoToRow } from './GoToRow.tsx';
import { useGridLayout } from './grid-layout.ts';
import { QueryBar, QueryTerms } from './QueryBar.tsx';
import { RolesDialog } from './RolesDialog.tsx';
import { RowDetail, type RowFace } from './RowDetail.tsx';
import type { GridHandle } from './RowsGrid.tsx';
import { hasSplits } from './split-sizes.ts';
import { useDialogs } from './use-dialogs.ts';
import { useRowActs } from './use-row-acts.ts';
import { useValidView } from './use-valid-view.ts';
import { useWorkbenchCommands } from './use-workbench-commands.ts';
import { NotInView, Tally, WrongQuery } from './ViewNotes.tsx';
import { sortFrom, sortText } from './view.ts';
import styles from './Workbench.module.css';

const RowsGrid = lazy(() => import('./RowsGrid.tsx'));

/** Rows enough to tell how wide the columns must be, and what they hold. */
const MEASURED_ROWS = 60;

export interface WorkbenchProps {
  readonly dataset: Dataset;
  readonly rowsKey: string;
  /** What stands beside the rows while none is chosen. */
  readonly about: (onRoles: () => void) => ReactNode;
  /** What stands in the columns; a click asks for the rows of a query. */
  readonly summaries: (of: SummariesProps) => ReactNode;
}

export interface SummariesProps {
  readonly dataset: Dataset;
  readonly rowsKey: string;
  readonly onQuery: (query: string) => void;
}

/** The rows of a dataset, once it is known what its columns hold. */
export function Workbench(props: WorkbenchProps) {
  const first = useAnswer(dataset.rowsAt, { datasetId: props.dataset.id, start: 0, limit: MEASURED_ROWS });
  // Columns are measured once: a grid whose columns move while one reads is no help.
  const measured = useRef<readonly Row[] | null>(null);
  if (first.state === 'ready') measured.current ??= first.value.rows;

  if (measured.current !== null) return <Measured {...props} firstRows={measured.current} />;
  if (first.state === 'failed') return <Failure trouble={first.trouble} retry={first.refresh} />;
  return <Waiting shape="table" />;
}

const READING: RowFace = { shape: 'fields', column: null, focus: null };

/** Searched, sorted and edited, with the chosen row in full beside them. */
function Measured(props: WorkbenchProps & { readonly firstRows: readonly Row[] }) {
  const { dataset: shown, rowsKey, about, summaries, firstRows } = props;
  const t = useT('dataset');
  const [search, setSearch] = useSearchParams();
  const row = Number(search.get('row')) || null;
  const query = search.get('q') ?? '';
  const sort = sortFrom(search.get('sort'));
  const [tries, setTries] = useState(0);
  const view = useValidView(shown.id, query, sort, rowsKey);
  const types = useMemo(() => columnTypes(shown.columns, firstRows), [shown.columns, firstRows]);
  const field = useRef<HTMLInputElement>(null);
  const grid = useRef<GridHandle>(null);
  const drafts = useDrafts(shown.id);
  const [face, setFace] = useState(READING);
  const dialogs = useDialogs();
  const [layout, setLayout] = useGridLayout(shown.id);
  const [summed, setSummed] = useLocalStorage({ key: 'luthier.summaries', defaultValue: false });
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [missing, setMissing] = useState<number | null>(null);

  const place = useAnswer(project.place, {});
  const isHere = place.state === 'ready' && place.value.place === 'here';
  // What was said of a folder that was away is over once it is back.
  useDidUpdate(() => {
    if (isHere) setTrouble(now => (now?.kind === 'error' && now.error.code === 'project.gone' ? null : now));
  }, [isHere]);

  const go = (changes: Record<string, string | null>): void => {
    setTrouble(null);
    setMissing(null);
    setSearch(
      before => {
        const next = new URLSearchParams(before);
        for (const [key, value] of Object.entries(changes)) value ? next.set(key, value) : next.delete(key);
        return next;
      },
      { replace: true },
    );
  };
  /** Whoever goes from row to row keeps the focus where it is. */
  const showRow = (next: number | null): void => {
    setFace(now => ({ ...now, focus: null }));
    go({ row: next === null ? null : String(next) });
  };
  const ask = (q: string): void => go({ q, row: null });
  /** Shows the row and gives it the focus. */
  const goTo = (next: number, of: Record<string, null> = {}): void => {
    grid.current?.aimAt(next);
    go({ row: String(next), ...of });
  };
  const openEditor = ({ row, column }: Pick<Draft, 'row' | 'column'>): void => {
    showRow(row);
    setFace({ shape: 'edit', column, focus: 'editor' });
  };
  const toggleSummaries = (): void => {
    // A row that is chosen stands in their place.
    setSummed(row !== null || !summed);
    showRow(null);
  };
  const acts = useRowActs({
    dataset: shown,
    query: view.query,
    sort: view.sort,
    row,
    onRow: showRow,
    onMade: made => goTo(made, { q: null, sort: null }),
    onFace: setFace,
    onTrouble: setTrouble,
  });

  useWorkbenchCommands({ dialogs, field, grid, isRowChosen: row !== null, onSummaries: toggleSummaries });

  return (
    <div
      className={styles.body}
      data-row={row !== null || undefined}
      data-editing={(row !== null && face.shape === 'edit') || undefined}
    >
      <div className={styles.main}>
        <div className={styles.bar}>
          <QueryBar
            dataset={shown}
            types={types}
            query={query}
            onQuery={ask}
            input={field}
            conditionOpen={dialogs.condition.opened}
            onConditionOpen={dialogs.condition.set}
          />
          <ColumnsMenu
            columns={shown.columns}
            isSplit={hasSplits(shown.splitSizes)}
            layout={layout}
            onLayout={setLayout}
            opened={dialogs.columns.opened}
            onOpened={dialogs.columns.set}
          />
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
          <GoToRow opened={dialogs.jump.opened} onChange={dialogs.jump.set} onRow={next => goTo(next)} />
          <Tooltip label={t('addRow')}>
            <ActionIcon aria-label={t('addRow')} loading={acts.busy} onClick={acts.add}>
              <IconPlus size={17} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          <Button variant="default" leftSection={<IconPencil size={14} />} onClick={dialogs.editMany.open}>
            {t('editMany')}
          </Button>
        </div>
        <div className={styles.found}>
          {!view.trouble && (
            <Tally dataset={shown} query={view.query} rowsKey={rowsKey} isAsked={view.query === query} />
          )}
          <QueryTerms query={query} onQuery={ask} />
        </div>
        {view.trouble && <WrongQuery trouble={view.trouble} query={view.query} />}
        {row === null && acts.trouble && <Failure trouble={acts.trouble} />}
        {trouble && (
          <Failure
            trouble={trouble}
            retry={() => {
              setTrouble(null);
              setTries(tries + 1);
            }}
          />
        )}
        {missing !== null && missing === row && (
          <NotInView row={missing} query={view.query} onAll={() => goTo(missing, { q: null })} />
        )}
        <div className={styles.grid}>
          <Suspense fallback={<Waiting shape="table" />}>
            <RowsGrid
              dataset={shown}
              firstRows={firstRows}
              types={types}
              rowsKey={`${rowsKey}/${tries}`}
              layout={layout}
              onLayout={setLayout}
              query={view.query}
              sort={view.sort}
              row={row}
              drafts={drafts}
              handle={grid}
              onRow={showRow}
              onSort={next => go({ sort: sortText(next) })}
              onRole={dialogs.roles.openAt}
              onOpen={(row, column) => openEditor({ row, column })}
              onMissing={setMissing}
              onTrouble={setTrouble}
            />
          </Suspense>
        </div>
      </div>
      <div className={styles.side}>
        <DraftsNote
          drafts={drafts}
          isOpen={draft => draft.row === row && face.shape === 'edit' && draft.column === face.column}
          onOpen={openEditor}
        />
        {row !== null && (
          <RowDetail
            dataset={shown}
            types={types}
            row={row}
            face={face}
            onFace={setFace}
            drafts={drafts}
            acts={acts}
            onClose={() => showRow(null)}
            onLeave={() => grid.current?.focus()}
          />
        )}
        {row === null && !summed && about(() => dialogs.roles.openAt(null))}
        {row === null && summed && (
          <Suspense fallback={<Waiting shape="table" />}>
            {summaries({ dataset: shown, rowsKey, onQuery: q => go({ q }) })}
          </Suspense>
        )}
      </div>
      <RolesDialog
        dataset={shown}
        rows={firstRows}
        column={dialogs.roles.column}
        opened={dialogs.roles.opened}
        onClose={dialogs.roles.close}
      />
      <BulkEditDialog
        dataset={shown}
        types={types}
        query={view.query}
        opened={dialogs.editMany.opened}
        onClose={dialogs.editMany.close}
      />
    </div>
  );
}
