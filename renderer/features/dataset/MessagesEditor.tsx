import { ActionIcon, Button, SegmentedControl, Select, Textarea, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useT } from '../../app/messages/index.ts';
import { chatText, type Dialect, dialectOf, nextRole, type Turn, turnsOf } from './chat-cell.ts';
import styles from './RowEditor.module.css';

export interface MessagesEditorProps {
  readonly text: string;
  /** The cell as it is: its turns name their parts in its way. */
  readonly before: string;
  /** The same text as JSON. */
  readonly code: () => ReactNode;
  /** Whether the first turn takes the focus when it is there. */
  readonly autoFocus: boolean;
  readonly onText: (text: string) => void;
}

/** A chat turn by turn: who says what. What cannot be shown so is written as JSON. */
export function MessagesEditor({ text, before, code, autoFocus, onText }: MessagesEditorProps) {
  const t = useT('grid');
  const [asJson, setAsJson] = useState(false);
  const dialect = useMemo(() => dialectOf(before), [before]);
  const turns = useMemo(() => (text.trim() === '' ? [] : turnsOf(text, dialect)), [text, dialect]);
  const change = (next: readonly Turn[]): void => {
    const written = next.length === 0 ? '' : chatText(next, dialect);
    // Spaces between the parts are no change.
    onText(written === chatText(turnsOf(before, dialect) ?? [], dialect) ? before : written);
  };

  return (
    <>
      <SegmentedControl
        aria-label={t('turns')}
        value={turns === null || asJson ? 'json' : 'turns'}
        onChange={value => setAsJson(value === 'json')}
        data={[
          { value: 'turns', label: t('turnsAsList'), disabled: turns === null },
          { value: 'json', label: t('wholeRow') },
        ]}
      />
      {turns === null && !asJson && <p className={styles.hint}>{t('turnsOnlyJson')}</p>}
      {turns === null || asJson ? (
        code()
      ) : (
        <Turns turns={turns} dialect={dialect} autoFocus={autoFocus} onTurns={change} />
      )}
    </>
  );
}

interface TurnsProps {
  readonly turns: readonly Turn[];
  readonly dialect: Dialect;
  readonly autoFocus: boolean;
  readonly onTurns: (turns: readonly Turn[]) => void;
}

function Turns({ turns, dialect, autoFocus, onTurns }: TurnsProps) {
  const t = useT('grid');
  const list = useRef<HTMLOListElement>(null);
  const takesFocus = useRef(autoFocus);
  useEffect(() => {
    if (takesFocus.current) list.current?.querySelector<HTMLElement>('textarea, li:last-child > button')?.focus();
  }, []);
  const roles = [...dialect.roles];
  const set = (at: number, part: Partial<Turn>): void =>
    onTurns(turns.map((turn, place) => (place === at ? { ...turn, ...part } : turn)));
  const swap = (at: number, other: number): void =>
    onTurns(turns.map((turn, place) => (place === at ? turns[other] : place === other ? turns[at] : turn) as Turn));
  const button = (label: string, icon: ReactNode, act: () => void, disabled = false) => (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} size={24} disabled={disabled} onClick={act}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );

  return (
    <ol ref={list} className={styles.turns}>
      {turns.map((turn, at) => {
        const number = at + 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a turn is told from others by its place alone.
          <li key={at} className={styles.turn}>
            <div className={styles.turnHead}>
              <Select
                aria-label={t('turnRole', { number })}
                className={styles.role}
                data={roles}
                value={turn.who}
                allowDeselect={false}
                onChange={who => who && set(at, { who })}
              />
              {button(t('turnUp', { number }), <IconChevronUp size={15} />, () => swap(at, at - 1), at === 0)}
              {button(
                t('turnDown', { number }),
                <IconChevronDown size={15} />,
                () => swap(at, at + 1),
                at === turns.length - 1,
              )}
              {button(t('turnRemove', { number }), <IconTrash size={15} />, () =>
                onTurns(turns.filter((_, place) => place !== at)),
              )}
            </div>
            <Textarea
              aria-label={t('turnText', { number })}
              dir="auto"
              autosize
              minRows={2}
              maxRows={14}
              value={turn.what}
              onChange={event => set(at, { what: event.currentTarget.value })}
            />
          </li>
        );
      })}
      <li>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => onTurns([...turns, { who: nextRole(turns, dialect), what: '', whole: {} }])}
        >
          {t('turnAdd')}
        </Button>
      </li>
    </ol>
  );
}
