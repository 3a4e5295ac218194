import { ActionIcon, Autocomplete, Button, Popover, Select, TextInput, Tooltip } from '@mantine/core';
import { IconFilterPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useT } from '../../app/messages/index.ts';
import { type ConditionField, conditionTerm, OPERATORS, type Operator, valuesOf } from './conditions.ts';
import styles from './QueryBar.module.css';

export interface ConditionBuilderProps {
  readonly fields: readonly ConditionField[];
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
  readonly onTerm: (term: string) => void;
}

/** A condition by column, comparison and value, for those who do not write queries. */
export function ConditionBuilder(props: ConditionBuilderProps) {
  const { opened, onOpened, onTerm } = props;
  const t = useT('grid');
  return (
    <Popover
      opened={opened}
      onChange={onOpened}
      position="bottom-end"
      shadow="md"
      width={320}
      withArrow
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={t('condition')}>
          <ActionIcon aria-label={t('condition')} onClick={() => onOpened(!opened)}>
            <IconFilterPlus size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        {opened && (
          <Form
            {...props}
            onTerm={term => {
              onOpened(false);
              onTerm(term);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

const TITLES = {
  contains: 'isContains',
  lacks: 'isLacks',
  equals: 'isEquals',
  differs: 'isDiffers',
  matches: 'isMatches',
  above: 'isAbove',
  below: 'isBelow',
  between: 'isBetween',
  after: 'isAfter',
  before: 'isBefore',
  true: 'isTrue',
  false: 'isFalse',
  empty: 'isEmpty',
  filled: 'isFilled',
} as const satisfies Record<Operator, string>;

function Form({ fields, values, onTerm }: Pick<ConditionBuilderProps, 'fields' | 'values' | 'onTerm'>) {
  const t = useT('grid');
  const [index, setIndex] = useState(0);
  const [chosen, setChosen] = useState<Operator | null>(null);
  const [written, setWritten] = useState<readonly [string, string]>(['', '']);
  const field = fields[index] as ConditionField;
  const operators: readonly Operator[] = OPERATORS[field.kind];
  const operator = operators.find(one => one === chosen) ?? (operators[0] as Operator);
  const needed = valuesOf(operator);
  const term = conditionTerm(field, operator, written);
  const input = (place: 0 | 1, label: string) => (
    <ValueInput
      label={label}
      field={field}
      known={values.get(field.name) ?? []}
      value={written[place]}
      onValue={value => setWritten(place === 0 ? [value, written[1]] : [written[0], value])}
    />
  );

  return (
    <form
      className={styles.condition}
      onSubmit={event => {
        event.preventDefault();
        if (term !== null) onTerm(term);
      }}
    >
      <Select
        label={t('conditionField')}
        searchable
        limit={200}
        data={fields.map(({ name }, place) => ({ value: String(place), label: name }))}
        value={String(index)}
        allowDeselect={false}
        comboboxProps={IN_PLACE}
        data-autofocus
        onChange={next => {
          if (next === null) return;
          setIndex(Number(next));
          setWritten(['', '']);
        }}
      />
      <Select
        label={t('conditionOperator')}
        data={operators.map(one => ({ value: one, label: t(TITLES[one]) }))}
        value={operator}
        allowDeselect={false}
        comboboxProps={IN_PLACE}
        onChange={next => setChosen(next as Operator)}
      />
      {needed > 0 && input(0, needed === 2 ? t('conditionFrom') : t('conditionValue'))}
      {needed === 2 && input(1, t('conditionTo'))}
      <div className={styles.conditionEnd}>
        <code className={styles.term}>{term}</code>
        <Button type="submit" disabled={term === null}>
          {t('conditionAdd')}
        </Button>
      </div>
    </form>
  );
}

/** Within the popover: a click on a choice is none outside of it. */
const IN_PLACE = { withinPortal: false } as const;

interface ValueInputProps {
  readonly label: string;
  readonly field: ConditionField;
  readonly known: readonly string[];
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function ValueInput({ label, field: { kind }, known, value, onValue }: ValueInputProps) {
  if (kind === 'choice' || kind === 'tag') {
    return (
      <Autocomplete
        label={label}
        data={[...known]}
        limit={50}
        value={value}
        comboboxProps={IN_PLACE}
        onChange={onValue}
      />
    );
  }
  return (
    <TextInput
      label={label}
      type={kind === 'date' ? 'date' : 'text'}
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      dir={kind === 'text' || kind === 'note' ? 'auto' : undefined}
      value={value}
      onChange={event => onValue(event.currentTarget.value)}
    />
  );
}
