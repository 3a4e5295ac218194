import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CellType, type ColumnType, type ImportPreview } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { type Column, DataTable } from '../../ui/index.ts';
import { oneLine } from './column-widths.ts';
import styles from './ImportWizard.module.css';
import { PARTS, type Part, type Parts, shownColumns, type Types, typeIn } from './import-mapping.ts';
import { PART_WORDS } from './part-words.ts';

type ShownColumn = Pick<ImportPreview['columns'][number], 'name' | 'examples'>;

export interface ColumnPartsProps<Of extends ShownColumn> {
  readonly columns: readonly Of[];
  readonly parts: Parts;
  readonly onPart: (column: string, part: Part) => void;
  /** The column to begin with. */
  readonly focus?: string;
  /** What else is said of a column. */
  readonly more?: Column<Of>;
}

interface TypeColumn {
  readonly types: Types;
  /** Whether the file has no types: its cells are texts, whatever they look like. */
  readonly isUntyped: boolean;
  readonly onTypes: (types: Types) => void;
}

const TYPE_WORDS = {
  text: 'typeText',
  number: 'typeNumber',
  boolean: 'typeBoolean',
  date: 'typeDate',
  json: 'typeJson',
  mixed: 'typeMixed',
  empty: 'typeEmpty',
} as const;

const LOOKS_LIKE = {
  ...TYPE_WORDS,
  number: 'typeLikeNumber',
  boolean: 'typeLikeBoolean',
  date: 'typeLikeDate',
  json: 'typeLikeJson',
  mixed: 'typeText',
} as const;

/** What a column is found to be: cells of a file without types stay texts. */
export function foundTypeWord(type: ColumnType, isUntyped: boolean) {
  return isUntyped ? LOOKS_LIKE[type] : TYPE_WORDS[type];
}

const AS_FOUND = 'found';

/** The type of the cells of every column, to be said otherwise. */
export function useTypeColumn({ types, isUntyped, onTypes }: TypeColumn): Column<ImportPreview['columns'][number]> {
  const t = useT('dataset');
  const setType = (column: string, type: string | null): void => {
    const { [column]: _, ...others } = types;
    onTypes(type === null || type === AS_FOUND ? others : { ...others, [column]: type as CellType });
  };
  return {
    key: 'type',
    title: t('type'),
    width: '270px',
    cell: ({ name, type }) => (
      <Select
        aria-label={t('typeOf', { column: name })}
        data={[
          { value: AS_FOUND, label: t('typeFound', { type: t(foundTypeWord(type, isUntyped)) }) },
          ...CellType.options.map(value => ({ value, label: t(TYPE_WORDS[value]) })),
        ]}
        value={typeIn(types, name) ?? AS_FOUND}
        onChange={chosen => setType(name, chosen)}
      />
    ),
  };
}

const SHOWN = 30;

/** Every column with the part it plays, to be said otherwise. */
export function ColumnParts<Of extends ShownColumn>({ columns, parts, onPart, focus, more }: ColumnPartsProps<Of>) {
  const t = useT('dataset');
  const [looked, setLooked] = useState(columns.length > SHOWN ? (focus ?? '') : '');
  const shown = shownColumns(columns, parts, { looked, most: SHOWN });
  const partOptions = PARTS.map(part => ({ value: part, label: t(PART_WORDS[part][0]) }));

  const table: Column<Of>[] = [
    { key: 'name', title: t('editColumn'), width: '22%', cell: ({ name }) => <strong dir="auto">{name}</strong> },
    {
      key: 'part',
      title: t('part'),
      width: '170px',
      cell: ({ name }) => (
        <Select
          aria-label={t('partOf', { column: name })}
          data-autofocus={name === focus || undefined}
          data={partOptions}
          value={parts.get(name) ?? 'metadata'}
          comboboxProps={{ width: 300, position: 'bottom-start' }}
          maxDropdownHeight={320}
          renderOption={({ option }) => (
            <span className={styles.option}>
              {option.label}
              <span className={styles.dim}>{t(PART_WORDS[option.value as Part][1])}</span>
            </span>
          )}
          onChange={part => part && onPart(name, part as Part)}
        />
      ),
    },
    ...(more === undefined ? [] : [more]),
    {
      key: 'example',
      title: t('forExample'),
      clip: true,
      cell: ({ examples }) => (
        <span className={styles.dim} dir="auto">
          {oneLine(examples[0] ?? null, 120)}
        </span>
      ),
    },
  ];

  return (
    <>
      {columns.length > SHOWN && (
        <TextInput
          className={styles.find}
          label={t('findColumn')}
          size="xs"
          value={looked}
          onChange={event => setLooked(event.currentTarget.value)}
        />
      )}
      <div className={styles.columns}>
        <DataTable label={t('mapping')} columns={table} rows={shown} rowKey={({ name }) => name} />
      </div>
      {shown.length < columns.length && (
        <p className={styles.dim}>{t('moreColumns', { shown: shown.length, all: columns.length })}</p>
      )}
    </>
  );
}
