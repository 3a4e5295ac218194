/** Which items belong together, told pair by pair. */
export class Groups {
  private parents = new Int32Array(1 << 10);
  size = 0;

  /** A new item, in a group of its own. Its number is the answer. */
  add(): number {
    if (this.size === this.parents.length) {
      const larger = new Int32Array(2 * this.size);
      larger.set(this.parents);
      this.parents = larger;
    }
    this.parents[this.size] = this.size;
    return this.size++;
  }

  /** The first item of the group. */
  of(item: number): number {
    const { parents } = this;
    let at = item;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number;
      at = parents[at] as number;
    }
    return at;
  }

  join(left: number, right: number): void {
    const a = this.of(left);
    const b = this.of(right);
    this.parents[Math.max(a, b)] = Math.min(a, b);
  }

  /** Groups of two and more, the largest first, then by their first item; items ascend. */
  all(): number[][] {
    const members = new Map<number, number[]>();
    for (let item = 0; item < this.size; item++) {
      const first = this.of(item);
      if (first === item) continue;
      const known = members.get(first);
      if (known === undefined) members.set(first, [first, item]);
      else known.push(item);
    }
    return [...members.values()].sort((a, b) => b.length - a.length || (a[0] as number) - (b[0] as number));
  }
}
