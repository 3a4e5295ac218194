import { NumberInput, Select, Switch } from '@mantine/core';
import type { Knob } from '../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../app/messages/index.ts';
import { Field, FieldGrid } from './Field.tsx';

export type KnobValue = string | number | boolean;

export interface ParamFieldProps {
  readonly knob: Knob;
  /** The chosen value; the knob's own default where nothing was chosen. */
  readonly value: KnobValue | undefined;
  readonly onChange: (value: KnobValue) => void;
}

/** One knob of the catalogue, drawn from what Python declared about it. */
export function ParamField({ knob, value = knob.default, onChange }: ParamFieldProps) {
  const t = useT('ui');
  const format = useFormat();

  switch (knob.kind) {
    case 'int':
    case 'float': {
      const range = t('knobRange', {
        low: format.exact(knob.low),
        high: format.exact(knob.high),
      });
      return (
        <Field label={knob.title} hint={`${knob.says} ${range}`}>
          {ids => (
            <NumberInput
              {...ids}
              value={value as number}
              min={knob.low}
              max={knob.high}
              allowDecimal={knob.kind === 'float'}
              decimalScale={knob.kind === 'float' ? 8 : 0}
              step={knob.kind === 'int' ? 1 : stepFor(knob.default)}
              clampBehavior="blur"
              onChange={next => typeof next === 'number' && onChange(next)}
            />
          )}
        </Field>
      );
    }
    case 'choice':
      return (
        <Field label={knob.title} hint={knob.says}>
          {ids => (
            <Select
              {...ids}
              data={knob.options}
              value={value as string}
              onChange={next => next !== null && onChange(next)}
            />
          )}
        </Field>
      );
    case 'flag':
      return (
        <Field label={knob.title} hint={knob.says}>
          {ids => (
            <Switch {...ids} checked={value as boolean} onChange={event => onChange(event.currentTarget.checked)} />
          )}
        </Field>
      );
  }
}

export interface ParamFieldsProps {
  readonly knobs: readonly Knob[];
  readonly values: Readonly<Record<string, KnobValue>>;
  readonly onChange: (values: Record<string, KnobValue>) => void;
}

/** All knobs of a method, a schedule or a target. `values` holds only what differs from the defaults. */
export function ParamFields({ knobs, values, onChange }: ParamFieldsProps) {
  return (
    <FieldGrid>
      {knobs.map(knob => (
        <ParamField
          key={knob.name}
          knob={knob}
          value={values[knob.name]}
          onChange={value => onChange(changed(values, knob, value))}
        />
      ))}
    </FieldGrid>
  );
}

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
