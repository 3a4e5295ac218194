import { MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { models, type OptionValue, type StepOption } from '../../../native-bridge/contract/index.ts';
import { useLanguage, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
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
          step={stepOf(option)}
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
    case 'model':
      return <ModelChoice ids={ids} value={value as string} onChange={onChange} />;
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

function stepOf({ whole, low, high }: Extract<StepOption, { kind: 'number' }>): number {
  if (whole) return 1;
  return high - low <= 1 ? 0.05 : 0.5;
}

/** The models of the project, by name: a recipe then works in another project that has a model of this name. */
function ModelChoice({ ids, value, onChange }: Pick<ControlProps, 'ids' | 'onChange'> & { readonly value: string }) {
  const t = useT('cleaning');
  const answer = useAnswer(models.models, {});
  const known = answer.state === 'ready' ? answer.value : [];
  const chosen = known.find(({ id, name }) => id === value || name === value);
  const names = [...new Set(known.map(({ name }) => name))];
  const gone = value !== '' && answer.state === 'ready' && chosen === undefined;
  return (
    <Select
      {...ids}
      data={[...names, ...(gone ? [{ value, label: t('modelGone', { model: value }), disabled: true }] : [])]}
      value={chosen?.name ?? (value || null)}
      placeholder={answer.state === 'ready' && names.length === 0 ? t('modelNone') : t('modelChoose')}
      error={gone}
      allowDeselect={false}
      searchable={names.length > 8}
      onChange={next => next !== null && onChange(next)}
    />
  );
}

/** The language of sentences that come with the data of a step. */
export function useSaidLanguage(): 'en' | 'zh' {
  return useLanguage() === 'zh-CN' ? 'zh' : 'en';
}
