import { z } from 'zod';
import { DatasetId, TimeMs, VersionHash } from './ids.ts';
import { method, slice } from './slice.ts';

/** What a person may want to do with data that others made. */
export const LicenceUse = z.enum(['training', 'shareData', 'shareModel', 'commercial']).meta({ id: 'LicenceUse' });
export type LicenceUse = z.infer<typeof LicenceUse>;

export const Allowed = z.enum(['yes', 'no', 'unknown']).meta({ id: 'Allowed' });
export type Allowed = z.infer<typeof Allowed>;

export const AllowedUses = z
  .object({ training: Allowed, shareData: Allowed, shareModel: Allowed, commercial: Allowed })
  .meta({ id: 'AllowedUses' });
export type AllowedUses = z.infer<typeof AllowedUses>;

/** The sha256 of an original as it was imported. */
export const SourceHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ id: 'SourceHash' });

/** Where rows came from, and what may be done with them. */
export const Source = z
  .object({
    sha256: SourceHash,
    /** Name of the file that was imported. */
    name: z.string(),
    sizeBytes: z.int().nonnegative().nullable(),
    /** An address or a free text; empty when nobody has said. */
    origin: z.string(),
    /** An SPDX expression, or `unknown`. */
    licence: z.string(),
    allowed: AllowedUses,
    retrievedAtMs: TimeMs,
    /** Who said so: a dataset card or a person. Null when nobody has. */
    entered: z.object({ from: z.enum(['card', 'person']), by: z.string(), atMs: TimeMs }).nullable(),
    /** Every dataset that holds rows of it: what is said of a source is said for all of them. */
    datasetIds: z.array(DatasetId),
  })
  .meta({ id: 'Source' });
export type Source = z.infer<typeof Source>;

/** A person's word that a source may be used although its licence does not say so. */
export const LicenceAnswer = z
  .object({
    id: z.int().positive(),
    sha256: SourceHash,
    sourceName: z.string(),
    use: LicenceUse,
    /** What the ledger said when the question was asked. */
    licence: z.string(),
    allowed: z.enum(['no', 'unknown']),
    words: z.string(),
    by: z.string(),
    atMs: TimeMs,
    /** False once licence or allowed uses have changed since: then it is asked again. */
    stands: z.boolean(),
  })
  .meta({ id: 'LicenceAnswer' });
export type LicenceAnswer = z.infer<typeof LicenceAnswer>;

/** What an expression comes to, and on which licence texts that rests. */
export const LicenceReading = z
  .object({
    licence: z.string(),
    allowed: AllowedUses,
    /** One for each licence of the expression; without an address where the table does not know it. */
    basis: z.array(z.object({ id: z.string(), address: z.string().nullable() })),
  })
  .meta({ id: 'LicenceReading' });
export type LicenceReading = z.infer<typeof LicenceReading>;

export const DescribeSource = z.object({
  sha256: SourceHash,
  origin: z.string().max(2000).optional(),
  licence: z.string().max(500).optional(),
  /** Uses that are not named follow the licence when it changes, and stay as they are when it does not. */
  allowed: AllowedUses.partial().optional(),
  retrievedAtMs: TimeMs.optional(),
});
export type DescribeSource = z.infer<typeof DescribeSource>;

/** Rows that somebody wants to use: of a dataset as it is, or of a frozen version. */
export const WantedUse = z.union([
  z.object({ datasetId: DatasetId, use: LicenceUse }),
  z.object({ versionHash: VersionHash, use: LicenceUse }),
]);
export type WantedUse = z.infer<typeof WantedUse>;

export const licences = slice('licences', {
  sources: method({
    input: z.object({ datasetId: DatasetId }),
    output: z.array(Source),
    errors: ['dataset.not_found'],
  }),
  describe: method({
    input: DescribeSource,
    output: Source,
    errors: ['licence.source_not_found', 'licence.invalid'],
  }),
  /** Takes licence and origin from the YAML head of a dataset card on the machine of the core. */
  readCard: method({
    input: z.object({ sha256: SourceHash, card: z.string().min(1) }),
    output: Source,
    errors: ['licence.source_not_found', 'licence.no_card'],
  }),
  /** What a licence allows, before anything is written. */
  reading: method({
    input: z.object({ licence: z.string().max(500) }),
    output: LicenceReading,
    errors: ['licence.invalid'],
  }),
  /** Licences whose allowed uses are known. */
  known: method({
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), allowed: AllowedUses, address: z.string() })),
    errors: [],
  }),
  /** Sources that are unknown or forbid the use, and for which nobody has said that it is all right. */
  unconfirmed: method({ input: WantedUse, output: z.array(Source), errors: ['dataset.version_not_found'] }),
  /** Records a person's answer for each of the sources. */
  confirm: method({
    input: z.object({
      sources: z.array(SourceHash).min(1),
      use: LicenceUse,
      words: z.string().trim().min(1).max(2000),
    }),
    output: z.array(LicenceAnswer),
    errors: ['licence.source_not_found'],
  }),
  /** Every answer that was given for the sources of a dataset, newest first. */
  answers: method({
    input: z.object({ datasetId: DatasetId }),
    output: z.array(LicenceAnswer),
    errors: ['dataset.not_found'],
  }),
});
