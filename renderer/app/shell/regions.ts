/** Moves the focus to the next part of the window (header, rail, page, jobs panel, status bar), around. */
export function moveFocusByRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  const here = regions.findIndex(region => region.contains(document.activeElement));
  regions[nextPlace(here, by, regions.length)]?.focus();
}

/** From outside of all regions, forwards leads to the first and backwards to the last. */
export function nextPlace(here: number, by: 1 | -1, count: number): number {
  if (here === -1) return by === 1 ? 0 : count - 1;
  return (here + by + count) % count;
}
