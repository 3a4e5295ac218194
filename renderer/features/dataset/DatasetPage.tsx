import { useDisclosure } from '@mantine/hooks';
import { useLocation } from 'wouter';
import type { DatasetId } from '../../../native-bridge/contract/index.ts';
import { Failure } from '../../ui/index.ts';
import { AboutDataset } from './AboutDataset.tsx';
import { DatasetFrame } from './DatasetFrame.tsx';
import { DatasetToolbar } from './DatasetToolbar.tsx';
import { HistoryDrawer } from './HistoryDrawer.tsx';
import { useUndo } from './use-undo.ts';
import { Workbench, type WorkbenchProps } from './Workbench.tsx';

export interface DatasetPageProps {
  readonly datasetId: string;
  /** What stands in the columns, beside the rows: a later slice counts it. */
  readonly summaries: WorkbenchProps['summaries'];
}

/** The rows of one dataset, the row that is chosen beside them, and what can be done with all of them. */
export function DatasetPage({ datasetId, summaries }: DatasetPageProps) {
  const undo = useUndo(datasetId as DatasetId);
  const [, go] = useLocation();
  const toSplits = (): void => go(`/data/${datasetId}/splits`);
  const toFreezing = (): void => go(`/data/${datasetId}/versions?freeze=1`);
  const [historyOpen, history] = useDisclosure(false);
  const toolbar = (
    <DatasetToolbar
      undo={undo}
      onClean={() => go(`/data/${datasetId}/cleaning`)}
      onSplit={toSplits}
      onFreeze={toFreezing}
      onHistory={history.open}
    />
  );

  return (
    <DatasetFrame datasetId={datasetId} tab="" actions={() => toolbar}>
      {shown => (
        <>
          {undo.trouble && <Failure trouble={undo.trouble} />}
          <Workbench
            dataset={shown}
            rowsKey={undo.key}
            summaries={summaries}
            about={onRoles => (
              <AboutDataset dataset={shown} onSplit={toSplits} onFreeze={toFreezing} onRoles={onRoles} />
            )}
          />
          <HistoryDrawer undo={undo} opened={historyOpen} onClose={history.close} />
        </>
      )}
    </DatasetFrame>
  );
}
