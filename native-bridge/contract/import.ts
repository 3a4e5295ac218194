import { z } from 'zod';
import { ChatKeys, FoundChat } from './chat-keys.ts';
import { ErrorPayload } from './errors.ts';
import { DatasetId } from './ids.ts';
import { Cell, NamedRoles, Roles } from './roles.ts';

/** One line of the file that was not taken, or was taken differently from how it stands there. */
export const LedgerEntry = z.object({ line: z.int().positive(), reason: ErrorPayload }).meta({ id: 'LedgerEntry' });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** What a row of a text file is. Of a folder of texts each file is one unless something else is asked for. */
export const TextUnit = z.enum(['line', 'paragraph', 'file']).meta({ id: 'TextUnit' });
export type TextUnit = z.infer<typeof TextUnit>;

/** What a person may say that a column holds. */
export const CellType = z.enum(['text', 'number', 'boolean', 'date', 'json']).meta({ id: 'CellType' });
export type CellType = z.infer<typeof CellType>;

/** Whether quotes around a cell of a CSV are no part of it, or stand for themselves as in most TSV. */
export const Quotes = z.enum(['around', 'plain']).meta({ id: 'Quotes' });
export type Quotes = z.infer<typeof Quotes>;

/** How a file is read; what is not named is found out. */
const ReadAs = z.object({
  /** A path on the machine of the core, chosen by a person (dialog, command line) or uploaded before. */
  file: z.string().min(1),
  format: z.string().optional(),
  encoding: z.string().optional(),
  /** Between the cells of a CSV: one character. */
  delimiter: z.string().length(1).optional(),
  quotes: Quotes.optional(),
  textUnit: TextUnit.optional(),
  /** By column; the cells of others stay as the file has them. A cell that is nothing of the kind stays too, and is told. */
  types: z.record(z.string(), CellType).optional(),
});

export const ImportFile = ReadAs.extend({
  name: z.string().min(1).max(120).optional(),
  roles: NamedRoles.optional(),
  /** How the messages of a column name their parts, where that is neither OpenAI's way nor ShareGPT's. */
  chat: ChatKeys.optional(),
  /** Where the file comes from and its licence as an SPDX expression, for the ledger of sources. */
  origin: z.string().max(2000).optional(),
  licence: z.string().max(500).optional(),
});
export type ImportFile = z.infer<typeof ImportFile>;

export const PreviewImport = ReadAs.extend({ roles: NamedRoles.optional() });
export type PreviewImport = z.infer<typeof PreviewImport>;

/** A shape that instruction and chat data has in the wild. */
export const Preset = z.enum(['plain', 'alpaca', 'sharegpt', 'openai-messages']).meta({ id: 'Preset' });
export type Preset = z.infer<typeof Preset>;

/** A preset and which columns play its parts; or why the file does not fit it. */
export const PresetFit = z
  .object({ preset: Preset, roles: Roles.partial(), unfit: ErrorPayload.nullable() })
  .meta({ id: 'PresetFit' });
export type PresetFit = z.infer<typeof PresetFit>;

export const ColumnType = z.enum([...CellType.options, 'mixed', 'empty']);
export type ColumnType = z.infer<typeof ColumnType>;

/** The head of a file as an import would read it. */
export const ImportPreview = z
  .object({
    name: z.string(),
    sizeBytes: z.int().nonnegative(),
    /** Files in it, where it is a folder or an archive; 1 otherwise. */
    files: z.int().positive(),
    format: z.string(),
    encoding: z.string(),
    /** Null where the format has none. */
    delimiter: z.string().nullable(),
    quotes: Quotes.nullable(),
    textUnit: TextUnit.nullable(),
    columns: z.array(
      z.object({
        name: z.string(),
        /** What its cells are in the file, whatever was said of it. */
        type: ColumnType,
        /** Rows of the head with something in this column. */
        filled: z.int().nonnegative(),
        examples: z.array(z.string()),
      }),
    ),
    rows: z.array(z.record(z.string(), Cell)),
    /** Whether the file goes on after these rows. */
    more: z.boolean(),
    /** What an import would take; without a text it would ask for one. */
    roles: Roles.partial(),
    preset: Preset,
    /** Every preset, whether the file fits it or not. */
    presets: z.array(PresetFit),
    /** Columns whose cells are lists of messages. */
    chats: z.array(FoundChat),
    /** Whether this is an export of Luthier, whose splits come back with it. */
    own: z.boolean(),
    /** The first lines that would not be taken, or not as it was said. */
    rejects: z.array(LedgerEntry),
    /** Every format there is, to choose another. */
    formats: z.array(z.string()),
  })
  .meta({ id: 'ImportPreview' });
export type ImportPreview = z.infer<typeof ImportPreview>;

export const LedgerPage = z
  .object({
    entries: z.array(LedgerEntry),
    /** Where the next page begins; null after the last. */
    next: z.int().nonnegative().nullable(),
    total: z.int().nonnegative(),
    /** Accepted rows whose place in the file is known: all, where the import kept places. */
    placed: z.int().nonnegative(),
  })
  .meta({ id: 'LedgerPage' });
export type LedgerPage = z.infer<typeof LedgerPage>;

export const ExportLedger = z.object({
  datasetId: DatasetId,
  format: z.enum(['csv', 'jsonl']),
  /** Accepted rows too, after all others: with their numbers, and the file and line each came from. */
  accepted: z.boolean().optional(),
  /** Path of the file; without one it goes to `exports/datasets/` of the project. */
  to: z.string().min(1).optional(),
});
export type ExportLedger = z.infer<typeof ExportLedger>;

export const ExportedLedger = z.object({
  path: z.string(),
  /** Where the page finds it below `/bytes/`; null where a person said where it goes. */
  bytesPath: z.string().nullable(),
  entries: z.int().nonnegative(),
  sizeBytes: z.int().nonnegative(),
});
export type ExportedLedger = z.infer<typeof ExportedLedger>;
