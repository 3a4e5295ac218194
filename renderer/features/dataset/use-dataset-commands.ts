import { useLocation } from 'wouter';
import { useCommands } from '../../app/commands.tsx';
import { DATASET_TABS, type DatasetTab } from '../../app/dataset-tabs.ts';
import { dataset as messages } from '../../app/messages/dataset.ts';
import { isWriting } from './is-writing.ts';
import type { Undo } from './use-undo.ts';

/** Undo and redo by keys, on every page of a dataset: whatever was done there is a change like others. */
export function useUndoCommands({ canUndo, canRedo, undo, redo }: Undo): void {
  useCommands([
    {
      id: 'dataset.undo',
      title: messages.commandUndo,
      group: 'page',
      keys: ['$mod+z'],
      when: () => canUndo !== undefined && !isWriting(),
      run: undo,
    },
    {
      id: 'dataset.redo',
      title: messages.commandRedo,
      group: 'page',
      keys: ['$mod+Shift+z', '$mod+y'],
      when: () => canRedo !== undefined && !isWriting(),
      run: redo,
    },
  ]);
}

/** The other pages of a dataset by name. */
export function useTabCommands(datasetId: string, shown: DatasetTab): void {
  const [, go] = useLocation();
  useCommands(
    DATASET_TABS.map(({ path, title }) => ({
      id: `dataset.tab.${path || 'rows'}`,
      title: { en: `${title.en} of this dataset`, zh: `此数据集的${title.zh}` },
      group: 'go',
      when: () => path !== shown,
      run: () => go(`/data/${datasetId}${path && `/${path}`}`),
    })),
  );
}
