import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { type Dataset, type DatasetId, dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { type Trouble, useAnswer } from '../../rpc/index.ts';
import { Failure, Waiting } from '../../ui/index.ts';
import { AboutDataset } from './AboutDataset.tsx';
import { CleanDialog } from './CleanDialog.tsx';
import { DatasetFrame } from './DatasetFrame.tsx';
import styles from './DatasetPage.module.css';
import { DatasetToolbar } from './DatasetToolbar.tsx';
import { FreezeDialog } from './FreezeDialog.tsx';
import { HistoryDrawer } from './HistoryDrawer.tsx';
import { RowDetail } from './RowDetail.tsx';
import { SplitDialog } from './SplitDialog.tsx';
import { useUndo } from './use-undo.ts';

const RowsGrid = lazy(() => import('./RowsGrid.tsx'));

/** Rows enough to tell how wide the columns must be. */
const MEASURED_ROWS = 60;

/** The rows of one dataset, the row that is chosen beside them, and what can be done with all of them. */
export function DatasetPage({ datasetId }: { readonly datasetId: string }) {
  const undo = useUndo(datasetId as DatasetId);
  const [cleanOpen, clean] = useDisclosure(false);
  const [splitOpen, split] = useDisclosure(false);
  const [freezeOpen, freeze] = useDisclosure(false);
  const [historyOpen, history] = useDisclosure(false);
  const toolbar = (
    <DatasetToolbar
      undo={undo}
      onClean={clean.open}
      onSplit={split.open}
      onFreeze={freeze.open}
      onHistory={history.open}
    />
  );

  return (
    <DatasetFrame datasetId={datasetId} tab="" actions={() => toolbar}>
      {shown => (
        <>
          {undo.trouble && <Failure trouble={undo.trouble} />}
          <Workbench dataset={shown} rowsKey={undo.key} onSplit={split.open} onFreeze={freeze.open} />
          <CleanDialog datasetId={shown.id} opened={cleanOpen} onClose={clean.close} />
          <SplitDialog
            dataset={shown}
            opened={splitOpen}
            onClose={split.close}
            onFreeze={() => {
              split.close();
              freeze.open();
            }}
          />
          <FreezeDialog dataset={shown} opened={freezeOpen} onClose={freeze.close} />
          <HistoryDrawer undo={undo} opened={historyOpen} onClose={history.close} />
        </>
      )}
    </DatasetFrame>
  );
}

interface WorkbenchProps {
  readonly dataset: Dataset;
  readonly rowsKey: string;
  readonly onSplit: () => void;
  readonly onFreeze: () => void;
}

function Workbench({ dataset: shown, rowsKey, onSplit, onFreeze }: WorkbenchProps) {
  const [search, setSearch] = useSearchParams();
  const row = Number(search.get('row')) || null;
  const showRow = (next: number | null): void =>
    setSearch(next === null ? {} : { row: String(next) }, { replace: true });

  return (
    <div className={styles.body}>
      <Rows dataset={shown} rowsKey={rowsKey} row={row} onRow={showRow} />
      <div className={styles.side}>
        {row === null ? (
          <AboutDataset dataset={shown} onSplit={onSplit} onFreeze={onFreeze} />
        ) : (
          <RowDetail dataset={shown} row={row} onRow={showRow} />
        )}
      </div>
    </div>
  );
}

interface RowsProps {
  readonly dataset: Dataset;
  readonly rowsKey: string;
  readonly row: number | null;
  readonly onRow: (row: number) => void;
}

function Rows({ dataset: shown, rowsKey, row, onRow }: RowsProps) {
  const first = useAnswer(dataset.rowsAt, { datasetId: shown.id, start: 0, limit: MEASURED_ROWS });
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  // Columns are measured once: a grid whose columns move while one reads is no help.
  const measured = useRef<readonly Row[] | null>(null);
  if (first.state === 'ready') measured.current ??= first.value.rows;

  if (first.state === 'failed') return <Failure trouble={first.trouble} retry={first.refresh} />;
  if (trouble) return <Failure trouble={trouble} retry={() => setTrouble(null)} />;
  return (
    <div className={styles.grid}>
      {measured.current === null ? (
        <Waiting shape="table" />
      ) : (
        <Suspense fallback={<Waiting shape="table" />}>
          <RowsGrid
            dataset={shown}
            firstRows={measured.current}
            rowsKey={rowsKey}
            row={row}
            onRow={({ row }) => onRow(row)}
            onTrouble={setTrouble}
          />
        </Suspense>
      )}
    </div>
  );
}
