import type { RefObject } from 'react';
import { useCommands } from '../../app/commands.tsx';
import { dataset as messages } from '../../app/messages/dataset.ts';
import { grid as gridMessages } from '../../app/messages/grid.ts';
import type { GridHandle } from './RowsGrid.tsx';
import type { Dialogs } from './use-dialogs.ts';

export interface WorkbenchCommands {
  readonly dialogs: Dialogs;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly grid: RefObject<GridHandle | null>;
  readonly isRowChosen: boolean;
  readonly onSummaries: () => void;
}

/** What keys and the palette do with the rows. */
export function useWorkbenchCommands({ dialogs, field, grid, isRowChosen, onSummaries }: WorkbenchCommands): void {
  useCommands([
    {
      id: 'dataset.find',
      title: messages.commandFind,
      group: 'page',
      keys: ['f', '/', '$mod+f'],
      run: () => field.current?.focus(),
    },
    {
      id: 'dataset.goToRow',
      title: messages.commandGoToRow,
      group: 'page',
      keys: ['$mod+g'],
      run: dialogs.jump.open,
    },
    {
      id: 'dataset.condition',
      title: gridMessages.commandCondition,
      group: 'page',
      keys: ['$mod+Shift+f'],
      run: dialogs.condition.open,
    },
    {
      id: 'dataset.columns',
      title: gridMessages.commandColumns,
      group: 'page',
      keys: ['$mod+Shift+h'],
      run: dialogs.columns.open,
    },
    {
      id: 'dataset.cells',
      title: gridMessages.commandGrid,
      group: 'page',
      keys: ['$mod+Shift+k'],
      run: () => grid.current?.focus(),
    },
    {
      id: 'dataset.editCell',
      title: gridMessages.commandEditCell,
      group: 'page',
      keys: ['F2'],
      when: () => isRowChosen,
      run: () => grid.current?.edit(),
    },
    {
      id: 'dataset.sort',
      title: gridMessages.commandSort,
      group: 'page',
      keys: ['$mod+Shift+o'],
      when: () => isRowChosen,
      run: () => grid.current?.sort(),
    },
    { id: 'dataset.summaries', title: messages.columnSummaries, group: 'page', run: onSummaries },
    { id: 'dataset.roles', title: messages.commandRoles, group: 'page', run: () => dialogs.roles.openAt(null) },
    { id: 'dataset.editMany', title: messages.commandEditMany, group: 'page', run: dialogs.editMany.open },
  ]);
}
