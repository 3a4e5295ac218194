import {
  type Allowed,
  type AllowedUses,
  type DescribeSource,
  type LicenceReading,
  LicenceUse,
  type Source,
} from '../../../native-bridge/contract/index.ts';

/** What a person is writing about a source, before it is saved. */
export interface SourceDraft {
  readonly origin: string;
  readonly licence: string;
  /** The day in UTC, as a date field writes it: 2024-05-31. */
  readonly retrieved: string;
  /** Uses that the person has set; the others follow the licence. */
  readonly said: Partial<AllowedUses>;
}

export function draftOf({ origin, licence, retrievedAtMs }: Source): SourceDraft {
  return { origin, licence, retrieved: dayOf(retrievedAtMs), said: {} };
}

/** The uses as they will be saved: what the person said, else what a changed licence brings, else what stands. */
export function usesOf(draft: SourceDraft, source: Source, reading: LicenceReading | null): AllowedUses {
  const follows = reading === null || reading.licence === source.licence ? source.allowed : reading.allowed;
  return { ...follows, ...draft.said };
}

export function withUse(draft: SourceDraft, use: LicenceUse, answer: Allowed): SourceDraft {
  return { ...draft, said: { ...draft.said, [use]: answer } };
}

/** Only what differs from the source; null when nothing does. */
export function requestOf(draft: SourceDraft, source: Source): DescribeSource | null {
  const request: DescribeSource = {
    sha256: source.sha256,
    ...(draft.origin.trim() !== source.origin && { origin: draft.origin.trim() }),
    ...(draft.licence.trim() !== source.licence && { licence: draft.licence.trim() }),
    ...(draft.retrieved !== '' &&
      draft.retrieved !== dayOf(source.retrievedAtMs) && { retrievedAtMs: Date.parse(draft.retrieved) }),
    ...(LicenceUse.options.some(use => draft.said[use] !== undefined) && { allowed: draft.said }),
  };
  return Object.keys(request).length > 1 ? request : null;
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
