import { ActionIcon, Autocomplete, Popover, Tooltip } from '@mantine/core';
import { IconHelp, IconSearch, IconX } from '@tabler/icons-react';
import { type Ref, useState } from 'react';
import type { Dataset } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import styles from './QueryBar.module.css';
import { completions } from './view.ts';

export interface QueryBarProps {
  readonly dataset: Dataset;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly input: Ref<HTMLInputElement>;
}

/** One line to search and filter by. What is written counts once Enter is pressed. */
export function QueryBar({ dataset: { columns, labels }, query, onQuery, input }: QueryBarProps) {
  const t = useT('dataset');
  const [written, setWritten] = useState(query);
  const [shown, setShown] = useState(query);
  if (shown !== query) {
    setShown(query);
    setWritten(query);
  }
  const values = {
    label: labels.slice(0, 200).map(({ label }) => label),
    split: ['train', 'validation', 'test'],
    is: ['starred', 'noted', 'tagged'],
    tag: [],
  };
  const offered = completions(written, columns, values).slice(0, 12);

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
        onChange={setWritten}
        onKeyDown={event => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && !event.currentTarget.getAttribute('aria-activedescendant')) {
            onQuery(written.trim());
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
      <Popover width={420} position="bottom-end" withArrow>
        <Popover.Target>
          <Tooltip label={t('queryHelp')}>
            <ActionIcon aria-label={t('queryHelp')}>
              <IconHelp size={17} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown>
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
    </div>
  );
}

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
