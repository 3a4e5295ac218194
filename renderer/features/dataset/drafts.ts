/** Texts that were written and not saved, by row and column, for as long as the page of the dataset is open. */
export class Drafts {
  readonly #texts = new Map<string, string>();

  of(row: number, field: string): string | undefined {
    return this.#texts.get(keyOf(row, field));
  }

  /** The columns of a row that have one. */
  fieldsOf(row: number): string[] {
    const head = keyOf(row, '');
    return [...this.#texts.keys()].filter(key => key.startsWith(head)).map(key => key.slice(head.length));
  }

  keep(row: number, field: string, text: string): void {
    this.#texts.set(keyOf(row, field), text);
  }

  drop(row: number, field: string): void {
    this.#texts.delete(keyOf(row, field));
  }
}

function keyOf(row: number, field: string): string {
  return `${row} ${field}`;
}
