import type { z } from 'zod';
import type { models } from '../../../native-bridge/contract/index.ts';

export const KINDS = ['starter', 'folder', 'gguf', 'hub'] as const;
export type Kind = (typeof KINDS)[number];

type AddRequest = z.input<typeof models.add.input>;

/** The form as a request; null while something is missing. */
export function requestOf(kind: Kind, place: string, name: string): AddRequest | null {
  const source = sourceOf(kind, place.trim());
  return source && { source, ...(name.trim() && { name: name.trim() }) };
}

function sourceOf(kind: Kind, place: string): AddRequest['source'] | null {
  if (kind === 'starter') return { kind };
  if (!place) return null;
  switch (kind) {
    case 'folder':
      return { kind, folder: place };
    case 'gguf':
      return { kind, file: place };
    case 'hub':
      return { kind, id: place };
  }
}
