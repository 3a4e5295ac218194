import type { Knob } from '../../native-bridge/contract/index.ts';

export type KnobValue = string | number | boolean;

/** The chosen values with one more; a value equal to the default is not a choice. */
export function changed(
  values: Readonly<Record<string, KnobValue>>,
  knob: Knob,
  value: KnobValue,
): Record<string, KnobValue> {
  const { [knob.name]: _before, ...others } = values;
  return value === knob.default ? others : { ...others, [knob.name]: value };
}

/** A step of the default's own size: 0.0005 moves by 0.0001. */
export function stepFor(value: number): number {
  return value === 0 ? 0.01 : 10 ** Math.floor(Math.log10(Math.abs(value)));
}
