import type { Change } from '../../../native-bridge/contract/index.ts';

export function newestFirst(changes: readonly Change[]): readonly Change[] {
  return [...changes].sort((a, b) => b.id - a.id);
}

/** The change that undo takes back: the newest that stands. */
export function nextUndo(newestFirst: readonly Change[]): Change | undefined {
  return newestFirst.find(({ undone }) => !undone);
}

/** The change that redo brings back: the oldest of those undone after everything that stands. */
export function nextRedo(newestFirst: readonly Change[]): Change | undefined {
  const standing = newestFirst.findIndex(({ undone }) => !undone);
  const undone = standing === -1 ? newestFirst : newestFirst.slice(0, standing);
  return undone.at(-1);
}
