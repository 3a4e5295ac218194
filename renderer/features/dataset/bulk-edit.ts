import type { BulkEdit, Split } from '../../../native-bridge/contract/index.ts';

/** What the form holds; one kind of edit reads some of it. */
export interface EditDraft {
  readonly kind: (typeof KINDS)[number]['kind'];
  readonly column: string;
  readonly find: string;
  readonly replacement: string;
  readonly regex: boolean;
  readonly ignoreCase: boolean;
  readonly value: string;
  readonly tag: string;
  readonly split: Split | null;
}

export const KINDS = [
  { kind: 'replace', title: 'editReplace', fields: ['column', 'find'] },
  { kind: 'set', title: 'editSet', fields: ['column', 'value'] },
  { kind: 'tag', title: 'editTag', fields: ['tag'] },
  { kind: 'untag', title: 'editUntag', fields: ['tag'] },
  { kind: 'star', title: 'editStar', fields: [] },
  { kind: 'unstar', title: 'editUnstar', fields: [] },
  { kind: 'split', title: 'editSplit', fields: ['split'] },
  { kind: 'remove', title: 'editRemove', fields: [] },
] as const;

export const EMPTY_DRAFT: EditDraft = {
  kind: 'replace',
  column: '',
  find: '',
  replacement: '',
  regex: false,
  ignoreCase: false,
  value: '',
  tag: '',
  split: null,
};

export function needs({ kind }: EditDraft, field: 'column' | 'find' | 'value' | 'tag' | 'split'): boolean {
  const fields: readonly string[] = KINDS.find(one => one.kind === kind)?.fields ?? [];
  return fields.includes(field);
}

/** The edit as the core takes it; null while something is missing. */
export function editFrom(draft: EditDraft): BulkEdit | null {
  const { column, find, replacement, regex, ignoreCase } = draft;
  const tag = draft.tag.trim();
  switch (draft.kind) {
    case 'replace':
      return find === '' ? null : { kind: 'replace', column, find, replacement, regex, ignoreCase };
    case 'set':
      return { kind: 'set', column, value: draft.value === '' ? null : draft.value };
    case 'tag':
    case 'untag':
      return tag === '' ? null : { kind: 'tag', tag, on: draft.kind === 'tag' };
    case 'star':
    case 'unstar':
      return { kind: 'star', starred: draft.kind === 'star' };
    case 'split':
      return { kind: 'split', split: draft.split };
    case 'remove':
      return { kind: 'remove' };
  }
}
