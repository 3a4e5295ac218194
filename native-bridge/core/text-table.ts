/** Two 32-bit hashes of a text over its UTF-16 units (cyrb53 of bryc, without the last step that drops 11 bits). */
export function hashesOf(text: string): [number, number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [a >>> 0, b >>> 0];
}

const FULL = 0.7;

/**
 * Two numbers for each text, in 16 bytes a text: a `Map` of a million texts takes ten times that. Texts are told apart
 * by 64 bits; among ten million of them the chance that any two are taken for one is 3 in a million.
 */
export class TextTable {
  #hashes = new Uint32Array(2 * 1024);
  /** The first number is kept one higher, so that 0 means free. */
  #values = new Uint32Array(2 * 1024);
  #size = 0;

  get(text: string): readonly [number, number] | undefined {
    const place = this.#placeOf(...hashesOf(text));
    const first = this.#values[place] ?? 0;
    return first === 0 ? undefined : [first - 1, this.#values[place + 1] ?? 0];
  }

  set(text: string, first: number, second = 0): void {
    if (2 * this.#size > FULL * this.#values.length) this.#grow();
    this.#put(hashesOf(text), first + 1, second);
  }

  #put([a, b]: readonly [number, number], first: number, second: number): void {
    const place = this.#placeOf(a, b);
    if (this.#values[place] === 0) this.#size += 1;
    this.#hashes[place] = a;
    this.#hashes[place + 1] = b;
    this.#values[place] = first;
    this.#values[place + 1] = second;
  }

  /** Where these hashes stand, or where they would. */
  #placeOf(a: number, b: number): number {
    const places = this.#hashes.length;
    let place = (2 * a) % places;
    while (this.#values[place] !== 0 && (this.#hashes[place] !== a || this.#hashes[place + 1] !== b)) {
      place = (place + 2) % places;
    }
    return place;
  }

  #grow(): void {
    const [hashes, values] = [this.#hashes, this.#values];
    this.#hashes = new Uint32Array(2 * hashes.length);
    this.#values = new Uint32Array(2 * values.length);
    this.#size = 0;
    for (let place = 0; place < hashes.length; place += 2) {
      const first = values[place] ?? 0;
      if (first !== 0) this.#put([hashes[place] ?? 0, hashes[place + 1] ?? 0], first, values[place + 1] ?? 0);
    }
  }
}
