import { useEffectEvent, useRef } from 'react';
import { type Cell, cellIn, type Dataset, dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { type Trouble, troubleOf, useBridge, useRefreshAll } from '../../rpc/index.ts';
import type { ColumnTypes } from './column-types.ts';
import type { Drafts } from './drafts.ts';
import { cellText, typedLike } from './edited-cells.ts';

export interface CellWritingProps {
  readonly dataset: Dataset;
  readonly types: ColumnTypes;
  readonly drafts: Drafts;
  readonly onTrouble: (trouble: Trouble) => void;
}

export interface CellWriting {
  readonly began: (row: Row | undefined) => void;
  readonly ended: (row: Row, column: string, typed: string) => void;
  readonly clear: (row: Row, column: string) => void;
}

/** Writes cells of the grid to the core. What cannot be saved is kept as a draft. */
export function useCellWriting({ dataset: shown, types, drafts, onTrouble }: CellWritingProps): CellWriting {
  const bridge = useBridge();
  const refreshAll = useRefreshAll();
  /** Cells as this page has written them, until their row comes back from the core. */
  const written = useRef(new WeakMap<Row, Row['cells']>());
  /** The row as it was shown when the writing of a cell began: it may be refreshed meanwhile. */
  const begun = useRef<Row>(undefined);

  const write = useEffectEvent(async (of: Row, column: string, cell: Cell, typed: string): Promise<void> => {
    const before = written.current.get(of) ?? of.cells;
    const cells = { [column]: cell };
    const from = { [column]: cellIn(before, column) };
    written.current.set(of, { ...before, ...cells });
    try {
      await bridge.change(dataset.editRow, { datasetId: shown.id, row: of.row, cells, from });
    } catch (error) {
      written.current.delete(of);
      drafts.keep({ row: of.row, column, text: typed, from: cellText(cellIn(of.cells, column)) });
      onTrouble(troubleOf(error, dataset.editRow.name));
    } finally {
      refreshAll();
    }
  });

  return {
    began: row => {
      begun.current = row;
    },
    ended: (row, column, typed) => {
      const of = begun.current?.row === row.row ? begun.current : row;
      void write(of, column, typedLike(cellIn(of.cells, column), typed, types.get(column)), typed);
    },
    clear: (of, column) => {
      if (cellIn(of.cells, column) !== null) void write(of, column, null, '');
    },
  };
}
