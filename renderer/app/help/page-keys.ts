import { attention } from '../messages/attention.ts';
import { cleaning } from '../messages/cleaning.ts';
import { dataset } from '../messages/dataset.ts';
import { exporting } from '../messages/export.ts';
import { grid } from '../messages/grid.ts';
import type { Message } from '../messages/message.ts';
import { training } from '../messages/training.ts';

export interface KeyLine {
  /** The command's, as its page offers it. */
  readonly id: string;
  readonly title: Message;
  readonly keys: readonly string[];
}

const line = (id: string, title: Message, ...keys: string[]): KeyLine => ({ id, title, keys });

/**
 * The keys of commands that come and go with their page, so that help can tell them elsewhere too. A test compares them
 * with what the pages offer.
 */
export const PAGE_KEYS: readonly {
  readonly page: 'data' | 'runs' | 'attention' | 'exports';
  readonly lines: readonly KeyLine[];
}[] = [
  {
    page: 'data',
    lines: [
      line('dataset.find', dataset.commandFind, 'f', '/', '$mod+f'),
      line('dataset.goToRow', dataset.commandGoToRow, '$mod+g'),
      line('dataset.condition', grid.commandCondition, '$mod+Shift+f'),
      line('dataset.columns', grid.commandColumns, '$mod+Shift+h'),
      line('dataset.cells', grid.commandGrid, '$mod+Shift+k'),
      line('dataset.editCell', grid.commandEditCell, 'F2'),
      line('dataset.sort', grid.commandSort, '$mod+Shift+o'),
      line('dataset.nextRow', grid.commandNextRow, 'j'),
      line('dataset.previousRow', grid.commandPreviousRow, 'k'),
      line('dataset.star', grid.commandStar, '$mod+Shift+s'),
      line('dataset.tag', grid.commandTag, '$mod+Shift+l'),
      line('dataset.note', grid.commandNote, 'Shift+F2'),
      line('dataset.editRow', grid.commandEditRow, '$mod+Shift+e'),
      line('dataset.saveRow', grid.commandSave, '$mod+s'),
      line('dataset.addRow', dataset.commandAddRow, '$mod+Shift+Enter'),
      line('dataset.duplicate', grid.commandDuplicate, '$mod+Shift+d'),
      line('dataset.remove', grid.commandRemove, '$mod+Delete', '$mod+Backspace'),
      line('dataset.undo', dataset.commandUndo, '$mod+z'),
      line('dataset.redo', dataset.commandRedo, '$mod+Shift+z', '$mod+y'),
      line('cleaning.apply', cleaning.commandApply, '$mod+Enter'),
    ],
  },
  { page: 'runs', lines: [line('training.start', training.commandStart, '$mod+Enter')] },
  { page: 'attention', lines: [line('attention.start', attention.commandStart, '$mod+Enter')] },
  { page: 'exports', lines: [line('export.start', exporting.commandStart, '$mod+Enter')] },
];
