import type { RecentProject } from '../../../native-bridge/contract/index.ts';

/** The last part of a path: what a folder is called. */
export function nameOf(path: string): string {
  return path.split(/[\\/]/).findLast(part => part !== '') ?? path;
}

/** The newest first; what is no longer there stays where it was, since its disk may only be unplugged. */
export function inOrder(projects: readonly RecentProject[]): readonly RecentProject[] {
  return [...projects].sort((a, b) => b.openedAtMs - a.openedAtMs);
}

/** Where the choice goes in a list of so many, when a key is pressed; null for a key that does not move it. */
export function placeAfter(key: string, here: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, here + 1);
    case 'ArrowUp':
      return Math.max(0, here - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
