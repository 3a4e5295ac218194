/**
 * Why something cannot be done, as the fact `reason` (or `detail`) of an error: a name that is said in the language of
 * the reader, with the other facts in braces. A reason that is none of these is said as it is.
 */
export const REASONS = {
  'query.bracket_open': 'a bracket is not closed',
  'query.bracket_closed': 'a closing bracket without an opening one',
  'query.quote_open': 'a quote is not closed',
  'query.pattern_open': 'a pattern is not closed by /',
  'query.no_term': 'a term is missing',
  'query.no_name': '"{sign}" needs a column before it',
  'query.no_value': 'a value for {name} is missing',
  'query.no_bound': 'a range needs a bound',
  'query.no_mark': 'is: takes starred, noted, tagged or missing(column), not {mark}',
  'query.no_column': 'there is no column {column}; there are {columns}',
  'query.no_number': '{name} is compared with a number, not with {value}',
  'query.two_signs': 'after {sign} stands a value, not {second}; one that begins with it goes in quotes',
  'query.no_gram': 'words for gram are missing',
  'query.no_time': '{value} cannot be read as a time',
  'query.no_time_column': 'no column is the time',
  'query.not_counted': '{name} has not been counted since the rows changed; the page Statistics does it',
  'query.too_many_terms': 'it has more than {most} terms',
  'query.too_deep': 'brackets, - and not stand in each other more than {most} deep',
  'edit.no_column': 'there is no column {column}',
  'pattern.invalid': 'the pattern {pattern} is no regular expression: {detail}',
  'pattern.group_open': 'a group is not closed',
  'pattern.group_closed': 'a closing bracket has no opening one',
  'pattern.group_invalid': 'a group begins with (? and something that is not known',
  'pattern.name_invalid': 'the name of a group cannot be read',
  'pattern.name_twice': 'two groups have one name',
  'pattern.name_unknown': 'no group has the name it refers to',
  'pattern.class_open': 'a set in square brackets is not closed',
  'pattern.class_order': 'a range in square brackets goes backwards',
  'pattern.class_invalid': 'a set in square brackets cannot be read',
  'pattern.nothing_to_repeat': 'there is nothing before *, +, ? or { that could be repeated',
  'pattern.repeat_order': 'the numbers in curly brackets are the wrong way round',
  'pattern.escape_invalid': 'a backslash stands before something that has no such meaning',
  'pattern.property_unknown': '\\p names a property that is not known',
  'pattern.too_large': 'it is too large',
  'pattern.unreadable': 'it cannot be read',
  'chat.no_list': 'it is no list of messages',
  'chat.no_key': 'message {place} has no text under {key}',
  'chat.no_part': 'it is not said who {speaker} is',
  'place.element': '{line}, row {element}',
  'pack.file_missing': 'is missing',
  'pack.file_short': 'has {bytes} of {size} bytes',
  'pack.file_differs': 'differs from what was packed: its hash is another',
  'pack.unreadable': 'cannot be unpacked ({words})',
  'environment.interpreter_gone': 'its interpreter is gone',
  'environment.never_probed': 'it was never probed',
  'offline.hub': 'no model was downloaded',
  'offline.pack': 'an offline pack is made of what is downloaded',
  'offline.torch': 'the torch for the CPU alone is only at {host}',
  'place.read_only': 'nothing can be written there',
  'place.is_file': 'a part of it is a file',
  'place.not_absolute': 'it is no full path',
  'place.unreachable': 'it cannot be reached ({words})',
  'params.unknown': 'there is no such setting',
  'params.too_small': 'at least {least}',
  'params.too_large': 'at most {most}',
  'params.wrong_kind': 'another kind of value is wanted ({wanted})',
  'params.not_offered': 'one of {offered}',
} as const satisfies Record<string, string>;

export type ReasonName = keyof typeof REASONS;

type FactNames<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | FactNames<Rest> : never;

type FactsOf<Name extends ReasonName> = { readonly [Fact in FactNames<(typeof REASONS)[Name]>]: string | number };

/** The facts of an error that say why: the name of the reason, and what its sentence names. */
export function because<Name extends ReasonName>(name: Name, facts: FactsOf<Name>): { readonly reason: Name } {
  return { reason: name, ...facts };
}

/**
 * Puts the facts into the braces of a sentence. A missing fact stays visible as its name. A line that holds many rows says
 * with the fact `element` which of them is meant.
 */
export function fillIn(
  text: string,
  facts: Readonly<Record<string, string | number>>,
  reasons: Readonly<Record<string, string>> = REASONS,
): string {
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => {
    const fact = facts[name] ?? braces;
    const isReason = (name === 'reason' || name === 'detail') && Object.hasOwn(reasons, fact);
    if (name === 'line' && facts.element !== undefined) return elementOf(fact, facts.element, reasons);
    return isReason ? fillIn(reasons[fact] as string, facts, reasons) : String(fact);
  });
}

function elementOf(line: string | number, element: string | number, reasons: Readonly<Record<string, string>>): string {
  const text = reasons['place.element'] ?? REASONS['place.element'];
  return text.replace('{line}', String(line)).replace('{element}', String(element));
}

/** What the engine says of a regular expression that it cannot read. */
const DETAILS: readonly (readonly [RegExp, ReasonName])[] = [
  [/Unterminated group/, 'pattern.group_open'],
  [/Unmatched '\)'/, 'pattern.group_closed'],
  [/Invalid group/, 'pattern.group_invalid'],
  [/Invalid capture group name/, 'pattern.name_invalid'],
  [/Duplicate capture group name/, 'pattern.name_twice'],
  [/named (capture )?reference/, 'pattern.name_unknown'],
  [/Unterminated character class/, 'pattern.class_open'],
  [/Range out of order/, 'pattern.class_order'],
  [/character class/, 'pattern.class_invalid'],
  [/Nothing to repeat|quantifier brackets|Incomplete quantifier/, 'pattern.nothing_to_repeat'],
  [/numbers out of order/, 'pattern.repeat_order'],
  [/property name/, 'pattern.property_unknown'],
  [/escape|\\ at end/i, 'pattern.escape_invalid'],
  [/too (large|big)|memory|overflow/i, 'pattern.too_large'],
];

/** Why a regular expression cannot be read, from the `SyntaxError` it caused. */
export function becausePattern(pattern: string, error: SyntaxError): { readonly reason: 'pattern.invalid' } {
  // Without the pattern itself, in which anything may stand.
  const said = error.message.slice(error.message.lastIndexOf(': '));
  const detail = DETAILS.find(([says]) => says.test(said))?.[1] ?? 'pattern.unreadable';
  return because('pattern.invalid', { pattern: pattern.slice(0, 200), detail });
}
