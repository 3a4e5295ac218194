/** Adds to one place of a list of counts. */
export function addTo(counts: { [at: number]: number }, at: number, by: number): void {
  counts[at] = (counts[at] as number) + by;
}
