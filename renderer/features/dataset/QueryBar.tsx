import { ActionIcon, Autocomplete, Popover, Tooltip } from '@mantine/core';
import { IconHelp, IconSearch, IconX } from '@tabler/icons-react';
import { type Ref, useMemo, useState } from 'react';
import { type Dataset, dataset } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { ConditionBuilder } from './ConditionBuilder.tsx';
import type { ColumnTypes } from './column-types.ts';
import { completions } from './completions.ts';
import { conditionFields } from './conditions.ts';
import styles from './QueryBar.module.css';
import { queryTerms, withoutTerm, withTerm } from './query-terms.ts';

export interface QueryBarProps {
  readonly dataset: Dataset;
  readonly types: ColumnTypes;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly input: Ref<HTMLInputElement>;
  readonly conditionOpen: boolean;
  readonly onConditionOpen: (open: boolean) => void;
}

/** One line to search and filter by. What is written counts once Enter is pressed. */
export function QueryBar(props: QueryBarProps) {
  const { dataset: asked, types, query, onQuery, input, conditionOpen, onConditionOpen } = props;
  const t = useT('dataset');
  const [written, setWritten] = useState(query);
  const [isOffering, setIsOffering] = useState(false);
  const [shown, setShown] = useState(query);
  if (shown !== query) {
    setShown(query);
    setWritten(query);
  }
  const fields = useMemo(() => conditionFields(asked, types), [asked, types]);
  const values = useValues(asked, conditionOpen || /(?:^|[\s(-])tag:/.test(written));
  const offered = completions(written, { fields: [...fields, ...COUNTED_FIELDS], values }).slice(0, 12);

  return (
    <div className={styles.bar}>
      <Autocomplete
        ref={input}
        className={styles.field}
        aria-label={t('query')}
        placeholder={t('queryHint')}
        leftSection={<IconSearch size={15} stroke={1.6} />}
        value={written}
        data={offered}
        filter={({ options }) => options}
        selectFirstOptionOnChange={false}
        spellCheck={false}
        dropdownOpened={isOffering}
        onDropdownOpen={() => setIsOffering(true)}
        onDropdownClose={() => setIsOffering(false)}
        onChange={setWritten}
        onKeyDown={event => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && !event.currentTarget.getAttribute('aria-activedescendant')) {
            onQuery(written.trim());
            setIsOffering(false);
          }
          if (event.key === 'Escape' && written !== query) setWritten(query);
        }}
        rightSection={
          written && (
            <ActionIcon
              aria-label={t('queryClear')}
              size={22}
              onClick={() => {
                setWritten('');
                onQuery('');
              }}
            >
              <IconX size={14} />
            </ActionIcon>
          )
        }
      />
      <ConditionBuilder
        fields={fields}
        values={values}
        opened={conditionOpen}
        onOpened={onConditionOpen}
        onTerm={term => onQuery(withTerm(query, term))}
      />
      <QueryHelp />
    </div>
  );
}

/** The terms of a query of several, each of which can be taken away. */
export function QueryTerms({ query, onQuery }: Pick<QueryBarProps, 'query' | 'onQuery'>) {
  const t = useT('grid');
  const terms = queryTerms(query);
  if (terms.length < 2) return null;
  return (
    <ul className={styles.terms} aria-label={t('conditions')}>
      {terms.map((term, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same term can stand there twice.
        <li key={place} className={styles.chip}>
          <bdi className={styles.term}>{term}</bdi>
          <ActionIcon
            aria-label={t('conditionDrop', { term })}
            size={18}
            onClick={() => onQuery(withoutTerm(query, place))}
          >
            <IconX size={12} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}

const MOST_TAGGED = 1000;
const MOST_VALUES = 200;

/** Values that are known: all labels and splits, and the tags of the first tagged rows once they are asked for. */
function useValues({ id, labels }: Dataset, withTags: boolean): ReadonlyMap<string, readonly string[]> {
  const tagged = useAnswer(
    dataset.rowsAt,
    withTags ? { datasetId: id, query: 'is:tagged', start: 0, limit: MOST_TAGGED } : null,
  );
  const tags = tagged.state === 'ready' ? tagged.value.rows : null;
  return useMemo(
    () =>
      new Map<string, readonly string[]>([
        ['label', labels.slice(0, MOST_VALUES).map(({ label }) => label)],
        ['split', ['train', 'validation', 'test']],
        ['tag', [...new Set(tags?.flatMap(({ tags }) => tags))].sort()],
      ]),
    [labels, tags],
  );
}

function QueryHelp() {
  const t = useT('dataset');
  return (
    <Popover width={420} position="bottom-end" shadow="md" withArrow>
      <Popover.Target>
        <Tooltip label={t('queryHelp')}>
          <ActionIcon aria-label={t('queryHelp')}>
            <IconHelp size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={styles.helpBox} tabIndex={0}>
        <dl className={styles.help}>
          {HELP.map(([example, says]) => (
            <div key={example}>
              <dt>{example}</dt>
              <dd>{t(says)}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What only the query language asks for: the core says where it needs to be counted first. */
const COUNTED_FIELDS = [
  { name: 'language', kind: 'choice' },
  { name: 'time', kind: 'date' },
  { name: 'gram', kind: 'choice' },
  { name: 'tokens', kind: 'number' },
  { name: 'repeats', kind: 'number' },
] as const;

const HELP = [
  ['cheap pills', 'helpWords'],
  ['"cheap pills"', 'helpPhrase'],
  ['label:spam sender:news', 'helpColumn'],
  ['score>3  score:1..5', 'helpCompare'],
  ['length:50..200 words:10..20', 'helpLength'],
  ['language:de time:2006-01..2006-03', 'helpLanguage'],
  ['gram:"cheap pills"', 'helpGram'],
  ['tokens>500 repeats>1', 'helpCounted'],
  ['perplexity>100', 'helpPerplexity'],
  ['text:/^re: /i', 'helpPattern'],
  ['is:starred is:noted tag:x is:missing(text)', 'helpMarks'],
  ['-label:spam (a or b)', 'helpLogic'],
] as const;
