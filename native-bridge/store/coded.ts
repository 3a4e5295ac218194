/** A column of few values: each value once, and for every row which of them it has. Crosses threads as one array. */
export interface Coded<Value> {
  readonly names: readonly Value[];
  readonly of: Uint32Array;
}

/** Codes a column, a value at a time. */
export class Coder<Value> {
  readonly #places = new Map<Value, number>();
  readonly #of: number[] = [];

  add(value: Value): void {
    let place = this.#places.get(value);
    if (place === undefined) {
      place = this.#places.size;
      this.#places.set(value, place);
    }
    this.#of.push(place);
  }

  end(): Coded<Value> {
    return { names: [...this.#places.keys()], of: Uint32Array.from(this.#of) };
  }
}

export function coded<Value>(values: Iterable<Value>): Coded<Value> {
  const coder = new Coder<Value>();
  for (const value of values) coder.add(value);
  return coder.end();
}
