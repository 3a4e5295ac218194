import type { ICellEditorComp, ICellEditorParams } from 'ag-grid-community';
import type { Row } from '../../../native-bridge/contract/index.ts';
import { cellText } from './edited-cells.ts';
import type { GridContext } from './grid-columns.ts';
import styles from './RowsGrid.module.css';

/** One line to write a cell in: what stands there, as it stands there. A text that is left as it was writes nothing. */
export class CellEditor implements ICellEditorComp<Row> {
  readonly #input = document.createElement('input');
  #before = '';
  #column = '';
  #row: Row | undefined;
  #context: GridContext | undefined;

  init({ value, eventKey, data, colDef, context }: ICellEditorParams<Row, unknown, GridContext>): void {
    this.#row = data;
    this.#context = context;
    this.#column = colDef.headerName ?? '';
    this.#before = cellText(value as Row['cells'][string]);
    // A letter that was typed on the cell takes the place of what stands there.
    this.#input.value = eventKey?.length === 1 ? eventKey : this.#before;
    this.#input.className = styles.editor ?? '';
    this.#input.dir = 'auto';
    this.#input.spellcheck = false;
    this.#input.ariaLabel = context.words.edit(this.#column);
    this.#input.addEventListener('keydown', event => this.#onKey(event));
  }

  getGui(): HTMLElement {
    return this.#input;
  }

  afterGuiAttached(): void {
    this.#input.focus();
    this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length);
  }

  getValue(): string {
    return this.#input.value;
  }

  isCancelAfterEnd(): boolean {
    return this.#input.value === this.#before;
  }

  /** Escape leaves the cell as it was; what was written is kept as a draft beside the grid. */
  #onKey({ key, isComposing }: KeyboardEvent): void {
    const { value } = this.#input;
    if (key !== 'Escape' || isComposing || value.length < 2 || value === this.#before || !this.#row) return;
    this.#context?.keep({ row: this.#row.row, column: this.#column, text: value, from: this.#before });
  }
}
