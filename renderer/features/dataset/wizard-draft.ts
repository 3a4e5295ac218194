import type { ChatKeys, ImportPreview, PreviewImport } from '../../../native-bridge/contract/index.ts';
import type { SourceWords } from './ImportSource.tsx';
import type { Parts, PartsBy } from './import-mapping.ts';

/** How a file is read; what is not said is found out. */
export type ReadAs = Omit<PreviewImport, 'file' | 'roles'>;

/** Which column plays which part, as far as a person has said. */
export interface Mapping {
  readonly by: PartsBy;
  /** Null as they were found. */
  readonly parts: Parts | null;
  /** Those that were set one by one: they come back after a look at a preset. */
  readonly set: Parts | null;
  readonly chat: ChatKeys | null;
}

/** All that was said of a file in the import wizard, and is not imported yet. */
export interface WizardDraft {
  readonly readAs: ReadAs;
  /** The format and the columns that the mapping is of. */
  readonly mapped: string;
  readonly mapping: Mapping;
  readonly name: string;
  readonly source: SourceWords;
}

export const AS_FOUND: Mapping = { by: 'found', parts: null, set: null, chat: null };
export const NEW_DRAFT: WizardDraft = {
  readAs: {},
  mapped: '',
  mapping: AS_FOUND,
  name: '',
  source: { origin: '', licence: '' },
};

/** The draft for a file as it is read now: other columns have other parts. */
export function draftFor(draft: WizardDraft, { format, columns }: ImportPreview): WizardDraft {
  const mapped = JSON.stringify([format, ...columns.map(({ name }) => name)]);
  return draft.mapped === mapped ? draft : { ...draft, mapped, mapping: AS_FOUND };
}
