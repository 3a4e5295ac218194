import type { Knob, Params } from '../../../native-bridge/contract/index.ts';

/** The value of every knob: what was chosen, else the catalogue's default. */
export function filledIn(knobs: readonly Knob[], chosen: Params): Params {
  return Object.fromEntries(knobs.map(knob => [knob.name, chosen[knob.name] ?? knob.default]));
}

/** Only what differs from the catalogue, so that a default that moves later moves with it. */
export function chosenOnly(knobs: readonly Knob[], values: Params): Params {
  return Object.fromEntries(
    knobs.flatMap(knob => {
      const value = values[knob.name];
      return value === undefined || value === knob.default ? [] : [[knob.name, value]];
    }),
  );
}

/** The names of knobs whose value the catalogue would refuse. */
export function refused(knobs: readonly Knob[], values: Params): readonly string[] {
  return knobs.filter(knob => !accepts(knob, values[knob.name] ?? knob.default)).map(knob => knob.name);
}

function accepts(knob: Knob, value: string | number | boolean): boolean {
  switch (knob.kind) {
    case 'int':
      return Number.isInteger(value) && within(knob, value as number);
    case 'float':
      return typeof value === 'number' && within(knob, value);
    case 'choice':
      return typeof value === 'string' && knob.options.includes(value);
    case 'flag':
      return typeof value === 'boolean';
  }
}

function within({ low, high }: { readonly low: number; readonly high: number }, value: number): boolean {
  return value >= low && value <= high;
}
