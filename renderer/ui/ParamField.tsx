import { Anchor, NumberInput, Select, Switch } from '@mantine/core';
import type { Knob } from '../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../app/messages/index.ts';
import { Field, FieldGrid } from './Field.tsx';
import { changed, type KnobValue, stepFor } from './knob-values.ts';

export interface ParamFieldProps {
  readonly knob: Knob;
  /** The chosen value; the knob's own default where nothing was chosen. */
  readonly value: KnobValue | undefined;
  readonly onChange: (value: KnobValue) => void;
}

/** One knob of the catalogue, drawn from what Python declared about it. A changed one can be set back. */
export function ParamField({ knob, value = knob.default, onChange }: ParamFieldProps) {
  const t = useT('ui');
  const format = useFormat();
  const bounded = knob.kind === 'int' || knob.kind === 'float';
  const range = bounded && t('knobRange', { low: format.exact(knob.low), high: format.exact(knob.high) });
  const reset = value !== knob.default && (
    <Anchor component="button" type="button" size="xs" onClick={() => onChange(knob.default)}>
      {t('knobReset')}
    </Anchor>
  );

  return (
    <Field label={knob.title} hint={[knob.says, range].filter(Boolean).join(' ')} aside={reset}>
      {ids => <Control ids={ids} knob={knob} value={value} onChange={onChange} />}
    </Field>
  );
}

interface ControlProps {
  readonly ids: { readonly id: string; readonly 'aria-describedby': string };
  readonly knob: Knob;
  readonly value: KnobValue;
  readonly onChange: (value: KnobValue) => void;
}

function Control({ ids, knob, value, onChange }: ControlProps) {
  switch (knob.kind) {
    case 'int':
    case 'float':
      return (
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
      );
    case 'choice':
      return (
        <Select
          {...ids}
          data={knob.options}
          value={value as string}
          onChange={next => next !== null && onChange(next)}
        />
      );
    case 'flag':
      return <Switch {...ids} checked={value as boolean} onChange={event => onChange(event.currentTarget.checked)} />;
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
