import type { CleaningStep, OptionValue, StepKind, StepOption } from '../../contract/index.ts';

/** Which column a step works on stands among its options. */
const COLUMN = 'column';

/**
 * A step as it is written on the command line: `length`, or `length:min=5,unit=tokens,column=subject`. Of a list, values
 * stand beside each other with a plus sign: `language:keep=zh+en`. A comma ends a text, such as a pattern, only where
 * the name of an option of the step follows. What is wrong with a step or a value, the core says.
 */
export function cleaningStep(written: string, kinds: readonly StepKind[]): CleaningStep {
  const [step, rest] = halves(written, ':');
  const known = kinds.find(({ id }) => id === step)?.options ?? [];
  const kindOf = (name: string) => (name === COLUMN ? 'text' : known.find(option => option.name === name)?.kind);
  const values = new Map<string, string>();
  let name = '';
  for (const part of rest === '' ? [] : rest.split(',')) {
    const [next, value] = halves(part, '=');
    const begins = part.includes('=') && kindOf(next) !== undefined;
    if (begins || !values.has(name) || !isText(kindOf(name))) {
      name = next;
      values.set(name, value);
    } else values.set(name, `${values.get(name)},${part}`);
  }
  const { [COLUMN]: column, ...options } = Object.fromEntries(values);
  const asOptions = Object.entries(options).map(([name, value]) => [name, optionValue(value, kindOf(name))]);
  return { step, on: true, ...(column && { column }), options: Object.fromEntries(asOptions) };
}

function isText(kind: StepOption['kind'] | undefined): boolean {
  return kind === 'text' || kind === 'model';
}

function optionValue(value: string, kind: StepOption['kind'] | undefined): OptionValue {
  if (kind === 'number' && value.trim() !== '' && !Number.isNaN(Number(value))) return Number(value);
  if (kind === 'flag' && (value === 'true' || value === 'false')) return value === 'true';
  return kind === 'choices' ? value.split('+') : value;
}

function halves(text: string, sign: string): [string, string] {
  const at = text.indexOf(sign);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
