import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconHistory,
  IconSnowflake,
  IconSparkles,
  IconTable,
} from '@tabler/icons-react';
import { useCommands } from '../../app/commands.tsx';
import { dataset as messages } from '../../app/messages/dataset.ts';
import { useT } from '../../app/messages/index.ts';
import { useChangeTitle } from './change-title.ts';
import type { Undo } from './use-undo.ts';

export interface DatasetToolbarProps {
  readonly undo: Undo;
  readonly onClean: () => void;
  readonly onSplit: () => void;
  readonly onFreeze: () => void;
  readonly onHistory: () => void;
}

/** What can be done with a dataset, in the order of the loop. */
export function DatasetToolbar({ undo, onClean, onSplit, onFreeze, onHistory }: DatasetToolbarProps) {
  const t = useT('dataset');
  const titleOf = useChangeTitle();
  const undoSays = undo.canUndo ? t('undoChange', { title: titleOf(undo.canUndo) }) : t('undo');
  const redoSays = undo.canRedo ? t('redoChange', { title: titleOf(undo.canRedo) }) : t('redo');

  useCommands([
    { id: 'dataset.freeze', title: messages.commandFreeze, group: 'page', run: onFreeze },
    { id: 'dataset.history', title: messages.commandHistory, group: 'page', run: onHistory },
  ]);

  return (
    <>
      <Tooltip label={undoSays}>
        <ActionIcon aria-label={undoSays} disabled={!undo.canUndo} onClick={undo.undo}>
          <IconArrowBackUp size={17} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoSays}>
        <ActionIcon aria-label={redoSays} disabled={!undo.canRedo} onClick={undo.redo}>
          <IconArrowForwardUp size={17} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Button variant="default" leftSection={<IconHistory size={14} />} onClick={onHistory}>
        {t('history')}
      </Button>
      <Button variant="default" leftSection={<IconSparkles size={14} />} onClick={onClean}>
        {t('clean')}
      </Button>
      <Button variant="default" leftSection={<IconTable size={14} />} onClick={onSplit}>
        {t('splitVerb')}
      </Button>
      <Button leftSection={<IconSnowflake size={14} />} onClick={onFreeze}>
        {t('freeze')}
      </Button>
    </>
  );
}
