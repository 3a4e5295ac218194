import { MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { OptionValue, StepOption } from '../../../native-bridge/contract/index.ts';
import { useLanguage } from '../../app/messages/index.ts';
import { Field } from '../../ui/index.ts';
import styles from './CleaningPage.module.css';

export interface OptionFieldProps {
  readonly option: StepOption;
  readonly value: OptionValue;
  readonly onChange: (value: OptionValue) => void;
}

/** One option of a step, drawn from what the step says of it. */
export function OptionField({ option, value, onChange }: OptionFieldProps) {
  const language = useSaidLanguage();
  return (
    <Field label={option.title[language]} hint={option.says[language]}>
      {ids => <Control ids={ids} option={option} value={value} onChange={onChange} />}
    </Field>
  );
}

interface ControlProps extends OptionFieldProps {
  readonly ids: { readonly id: string; readonly 'aria-describedby': string };
}

function Control({ ids, option, value, onChange }: ControlProps) {
  const language = useSaidLanguage();
  switch (option.kind) {
    case 'number':
      return (
        <NumberInput
          {...ids}
          value={value as number}
          min={option.low}
          max={option.high}
          allowDecimal={!option.whole}
          step={option.whole ? 1 : 0.5}
          thousandSeparator=" "
          clampBehavior="blur"
          onChange={next => typeof next === 'number' && onChange(next)}
        />
      );
    case 'text':
      return (
        <TextInput
          {...ids}
          classNames={{ input: styles.pattern ?? '' }}
          value={value as string}
          maxLength={2000}
          spellCheck={false}
          autoComplete="off"
          onChange={event => onChange(event.currentTarget.value)}
        />
      );
    case 'flag':
      return <Switch {...ids} checked={value as boolean} onChange={event => onChange(event.currentTarget.checked)} />;
    case 'choice':
      return (
        <Select
          {...ids}
          data={option.choices.map(({ value, title }) => ({ value, label: title[language] }))}
          value={value as string}
          allowDeselect={false}
          onChange={next => next !== null && onChange(next)}
        />
      );
    case 'choices':
      return (
        <MultiSelect
          {...ids}
          data={option.choices.map(({ value, title }) => ({ value, label: title[language] }))}
          value={value as string[]}
          searchable
          onChange={next => next.length > 0 && onChange(next)}
        />
      );
  }
}

/** The language of sentences that come with the data of a step. */
export function useSaidLanguage(): 'en' | 'zh' {
  return useLanguage() === 'zh-CN' ? 'zh' : 'en';
}
