import type { BulkEdit, Cell, Split } from '../../../native-bridge/contract/index.ts';

/** What the form holds; one kind of edit reads some of it. */
export interface EditDraft {
  readonly kind: (typeof KINDS)[number]['kind'];
  readonly column: string;
  readonly find: string;
  readonly replacement: string;
  readonly regex: boolean;
  readonly ignoreCase: boolean;
  readonly value: string;
  readonly valueKind: ValueKind;
  readonly tag: string;
  readonly split: Split | null;
}

/** What a cell is set to: a text, which can be empty, a number, a truth value, or no value at all. */
export const VALUE_KINDS = [
  { kind: 'text', title: 'valueText' },
  { kind: 'number', title: 'valueNumber' },
  { kind: 'true', title: 'valueTrue' },
  { kind: 'false', title: 'valueFalse' },
  { kind: 'none', title: 'valueNone' },
] as const;

export type ValueKind = (typeof VALUE_KINDS)[number]['kind'];

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
  valueKind: 'text',
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
      return isValue(draft) ? { kind: 'set', column, value: cellOf(draft) } : null;
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

/** Whether a value is written as the kind that was chosen. */
export function isValue({ value, valueKind }: EditDraft): boolean {
  return valueKind !== 'number' || (value.trim() !== '' && Number.isFinite(Number(value)));
}

function cellOf({ value, valueKind }: EditDraft): Cell {
  switch (valueKind) {
    case 'text':
      return value;
    case 'number':
      return Number(value);
    case 'true':
    case 'false':
      return valueKind === 'true';
    case 'none':
      return null;
  }
}
