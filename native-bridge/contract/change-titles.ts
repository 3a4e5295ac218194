import { z } from 'zod';
import { fillIn } from './reasons.ts';

/**
 * What a change of rows is called: a sentence with its facts in braces, and another where there is one of what it
 * counts. The Chinese stands in the catalogue of the page, which does not compile without it.
 */
export const CHANGE_TITLES = {
  editRow: 'Edit {columns} of row {row}',
  star: 'Set the star of row {row}',
  tags: 'Set the tags of row {row}',
  note: 'Set the note of row {row}',
  marks: 'Set star, tags and note of row {row}',
  setRoles: 'Set the parts of {columns}',
  addRow: 'Add a row',
  duplicateRow: 'Duplicate row {row}',
  removeRow: 'Remove row {row}',
  removeRows: { one: 'Remove {count} row', other: 'Remove {count} rows' },
  setCells: { one: 'Set {column} of {count} row', other: 'Set {column} of {count} rows' },
  replaceText: {
    one: 'Replace {find} in {column} of {count} row',
    other: 'Replace {find} in {column} of {count} rows',
  },
  starRows: { one: 'Star {count} row', other: 'Star {count} rows' },
  unstarRows: { one: 'Unstar {count} row', other: 'Unstar {count} rows' },
  tagRows: { one: 'Tag {count} row {tag}', other: 'Tag {count} rows {tag}' },
  untagRows: { one: 'Untag {count} row {tag}', other: 'Untag {count} rows {tag}' },
  toTrain: { one: 'Move {count} row to train', other: 'Move {count} rows to train' },
  toValidation: { one: 'Move {count} row to validation', other: 'Move {count} rows to validation' },
  toTest: { one: 'Move {count} row to test', other: 'Move {count} rows to test' },
  toNoSplit: { one: 'Move {count} row to no split', other: 'Move {count} rows to no split' },
  clean: 'Clean: {removed} rows removed, {changed} changed',
  keepFirst: 'Near duplicates removed, the first row kept',
  keepLongest: 'Near duplicates removed, the longest text kept',
  keepNewest: 'Near duplicates removed, the newest row kept',
  keepLabelled: 'Near duplicates removed, a labelled row kept',
  privacyMask: 'Privacy: mask {types}',
  privacyHash: 'Privacy: hash {types}',
  privacyFake: 'Privacy: replace {types} by fakes',
  privacyDrop: 'Privacy: drop rows with {types}',
  privacySeveral: 'Privacy: {types}',
  splitRandom: 'Split {train} / {validation} / {test} (random)',
  splitStratified: 'Split {train} / {validation} / {test} (stratified)',
  splitGroup: 'Split {train} / {validation} / {test} (by group)',
  splitTime: 'Split {train} / {validation} / {test} (by time)',
  splitColumn: 'Split {train} / {validation} / {test} (from a column)',
  mendLeaks: 'Mend leaks: {moved} moved, {takenOut} taken out',
  restore: 'Restore {version}',
} as const satisfies Record<string, string | { one: string; other: string }>;

export type ChangeName = keyof typeof CHANGE_TITLES;

type Sentence<Name extends ChangeName> = (typeof CHANGE_TITLES)[Name] extends infer Text
  ? Text extends string
    ? Text
    : Text[keyof Text]
  : never;

type FactNames<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | FactNames<Rest> : never;

type FactsOf<Name extends ChangeName> = {
  readonly [Fact in FactNames<Sentence<Name>>]: Fact extends 'count' ? number : string | number;
};

/** The name of a change and the facts of its sentence; made by `titled`. */
export interface ChangeTitle {
  readonly name: ChangeName;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A title with every fact that its sentence names. */
export function titled<Name extends ChangeName>(name: Name, facts: FactsOf<Name>): ChangeTitle {
  return { name, facts };
}

/** As it is kept. One that a newer Luthier named is known by its English sentence alone. */
export const SaidTitle = z
  .object({ name: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])) })
  .meta({ id: 'SaidTitle' });
export type SaidTitle = z.infer<typeof SaidTitle>;

/** A change as something else keeps it: its English title, and with it how to say it in other languages. */
export const ToldChange = z.union([z.string(), z.object({ title: z.string(), said: SaidTitle })]);
export type ToldChange = z.infer<typeof ToldChange>;

/** The English sentence of a change. */
export function titleText({ name, facts }: ChangeTitle): string {
  const text = CHANGE_TITLES[name];
  if (typeof text === 'string') return fillIn(text, facts);
  return fillIn(facts.count === 1 ? text.one : text.other, facts);
}
