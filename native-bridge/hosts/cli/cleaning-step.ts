import type { CleaningStep, OptionValue, StepKind, StepOption } from '../../contract/index.ts';

/**
 * A step as it is written on the command line: `length`, or `length:min=5,unit=tokens`, or of another column than the text
 * `length@title:min=5`. Of a list, values stand beside each other with a plus sign: `language:keep=zh+en`. A comma parts two
 * options only where a name and `=` follow. What is wrong with a step or a value, the core says.
 */
export function cleaningStep(written: string, kinds: readonly StepKind[]): CleaningStep {
  const [named, rest] = halves(written, ':');
  const [step, column] = halves(named, '@');
  const known = kinds.find(({ id }) => id === step)?.options ?? [];
  const options = rest === '' ? [] : rest.split(/,(?=[a-z][A-Za-z]*=)/).map(one => halves(one, '='));
  return {
    step,
    on: true,
    ...(column !== '' && { column }),
    options: Object.fromEntries(
      options.map(([name, value]) => [name, optionValue(value, known.find(option => option.name === name)?.kind)]),
    ),
  };
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
