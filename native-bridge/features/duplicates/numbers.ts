/** A list of 32-bit numbers that grows, four bytes each. */
export class Numbers {
  numbers = new Int32Array(1 << 10);
  count = 0;

  at(place: number): number {
    return this.numbers[place] as number;
  }

  add(number: number): void {
    this.grow(1);
    this.numbers[this.count - 1] = number;
  }

  /** Adds the first `count` of `more`. */
  addAll(more: Int32Array, count: number): void {
    const start = this.count;
    this.grow(count);
    for (let i = 0; i < count; i++) this.numbers[start + i] = more[i] as number;
  }

  /** Adds `count` zeros. */
  grow(count: number): void {
    this.count += count;
    if (this.count <= this.numbers.length) return;
    const larger = new Int32Array(Math.max(this.count, 2 * this.numbers.length));
    larger.set(this.numbers);
    this.numbers = larger;
  }
}
