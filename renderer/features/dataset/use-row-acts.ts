import type { Dataset } from '../../../native-bridge/contract/index.ts';
import { dataset } from '../../../native-bridge/contract/index.ts';
import { useCommands } from '../../app/commands.tsx';
import { dataset as messages } from '../../app/messages/dataset.ts';
import { grid } from '../../app/messages/grid.ts';
import { type Trouble, troubleOf, useAction, useBridge } from '../../rpc/index.ts';
import { isWriting } from './is-writing.ts';
import type { RowFace } from './RowDetail.tsx';
import type { Sort } from './view.ts';

export interface RowActs {
  readonly step: (by: 1 | -1) => void;
  readonly star: () => void;
  readonly duplicate: () => void;
  readonly remove: () => void;
  readonly add: () => void;
  readonly busy: boolean;
  readonly trouble: Trouble | null;
}

interface Of {
  readonly dataset: Dataset;
  readonly query: string;
  readonly sort: Sort | undefined;
  readonly row: number | null;
  readonly onRow: (row: number | null) => void;
  /** A row that was made: it stands at the end of all rows. */
  readonly onMade: (row: number) => void;
  readonly onFace: (face: RowFace) => void;
  readonly onTrouble: (trouble: Trouble) => void;
}

/** What is done with the chosen row, by buttons, by keys and by name. */
export function useRowActs(of: Of): RowActs {
  const { dataset: shown, query, sort, row, onRow, onMade, onFace, onTrouble } = of;
  const datasetId = shown.id;
  const bridge = useBridge();
  const mark = useAction(dataset.markRow);
  const copy = useAction(dataset.duplicateRow);
  const take = useAction(dataset.removeRows);
  const make = useAction(dataset.addRow);

  const stepBy = async (by: 1 | -1): Promise<void> => {
    if (row === null) return;
    const view = { datasetId, query, sort };
    const { place } = await bridge.ask(dataset.placeOf, { ...view, row });
    const start = place === null ? 0 : place + by;
    if (start < 0) return;
    const { rows } = await bridge.ask(dataset.rowsAt, { ...view, start, limit: 1 });
    if (rows[0]) onRow(rows[0].row);
  };
  const toggleStar = async (row: number): Promise<void> => {
    const { starred } = await bridge.ask(dataset.row, { datasetId, row });
    await mark.run({ datasetId, row, marks: { starred: !starred } });
  };
  /** The row that comes after takes its place. */
  const removeRow = async (row: number): Promise<void> => {
    const view = { datasetId, query, sort };
    const { place } = await bridge.ask(dataset.placeOf, { ...view, row });
    if (!(await take.run({ datasetId, rows: [row] }))) return;
    const { rows } =
      place === null ? { rows: [] } : await bridge.ask(dataset.rowsAt, { ...view, start: place, limit: 1 });
    onRow(rows[0]?.row ?? null);
  };
  const told = (doing: Promise<void>, name: string): void =>
    void doing.catch(error => onTrouble(troubleOf(error, name)));

  const acts = {
    step: (by: 1 | -1): void => told(stepBy(by), dataset.rowsAt.name),
    star: (): void => {
      if (row !== null) told(toggleStar(row), dataset.row.name);
    },
    duplicate: (): void => {
      if (row !== null) void copy.run({ datasetId, row }).then(made => made && onMade(made.row));
    },
    remove: (): void => {
      if (row !== null) told(removeRow(row), dataset.rowsAt.name);
    },
    add: (): void => void make.run({ datasetId, cells: {} }).then(made => made && onMade(made.row)),
  };

  const ofRow = { group: 'page' as const, when: () => row !== null };
  const unlessWriting = { group: 'page' as const, when: () => row !== null && !isWriting() };
  const marks = (focus: 'tags' | 'note'): void => onFace({ shape: 'fields', column: null, focus });
  useCommands([
    { id: 'dataset.nextRow', title: grid.commandNextRow, keys: ['j'], ...ofRow, run: () => acts.step(1) },
    { id: 'dataset.previousRow', title: grid.commandPreviousRow, keys: ['k'], ...ofRow, run: () => acts.step(-1) },
    { id: 'dataset.star', title: grid.commandStar, keys: ['$mod+Shift+s'], ...ofRow, run: acts.star },
    { id: 'dataset.tag', title: grid.commandTag, keys: ['$mod+Shift+l'], ...ofRow, run: () => marks('tags') },
    { id: 'dataset.note', title: grid.commandNote, keys: ['Shift+F2'], ...ofRow, run: () => marks('note') },
    {
      id: 'dataset.editRow',
      title: grid.commandEditRow,
      keys: ['$mod+Shift+e'],
      ...ofRow,
      run: () => onFace({ shape: 'edit', column: null, focus: 'editor' }),
    },
    { id: 'dataset.addRow', title: messages.commandAddRow, group: 'page', keys: ['$mod+Shift+Enter'], run: acts.add },
    { id: 'dataset.duplicate', title: grid.commandDuplicate, keys: ['$mod+Shift+d'], ...ofRow, run: acts.duplicate },
    {
      id: 'dataset.remove',
      title: grid.commandRemove,
      keys: ['$mod+Delete', '$mod+Backspace'],
      ...unlessWriting,
      run: acts.remove,
    },
  ]);

  const trouble = mark.trouble ?? copy.trouble ?? take.trouble ?? make.trouble;
  return { ...acts, busy: make.busy, trouble };
}
