import { Button, NumberInput, Select, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { type ReactNode, useMemo, useState } from 'react';
import { clipped, type Model, models, type RowToSee, type SeenRow } from '../../../native-bridge/contract/index.ts';
import { errorSentence, useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Field, Scrolled, Unanswered } from '../../ui/index.ts';
import { AddModel } from './AddModel.tsx';
import styles from './AsSeen.module.css';
import { TokenLengths } from './TokenLengths.tsx';

export interface AsSeenProps {
  /** With the number of each row, to name it by. Not empty. */
  readonly rows: readonly { readonly row: number; readonly seen: RowToSee }[];
  /** What an instruction names as answers. */
  readonly labels: readonly string[];
  /** Shows the lengths of all rows beside the text of one. */
  readonly lengths?: boolean;
}

const NOTHING = {};

/** Rows as a model of the project reads them: the exact text, what of it is learned, and how long it is. */
export function AsSeen(props: AsSeenProps) {
  const t = useT('models');
  const answer = useAnswer(models.models, NOTHING);
  const [isAdding, adding] = useDisclosure(false);
  if (answer.state !== 'ready') return <Unanswered answer={answer} shape="panel" />;
  if (answer.value.length === 0) {
    return (
      <div className={styles.none}>
        <p>{t('seenNoModel')}</p>
        <Button variant="default" onClick={adding.open}>
          {t('toModels')}
        </Button>
        <AddModel opened={isAdding} onClose={adding.close} />
      </div>
    );
  }
  return <OfModels {...props} all={answer.value} />;
}

function OfModels({ rows, labels, lengths = false, all }: AsSeenProps & { readonly all: readonly Model[] }) {
  const t = useT('models');
  const [chosen, setChosen] = useState<string | null>(null);
  const [limit, setLimit] = useState(64);
  const [asked] = useDebouncedValue(limit, 300);
  const [place, setPlace] = useState(0);
  const model = all.find(({ id }) => id === chosen) ?? all[0];
  const modelId = model?.id ?? '';
  const input = useMemo(
    () => ({
      modelId,
      labels: [...labels].slice(0, 1000),
      maxTextTokens: asked,
      rows: rows.map(({ seen }) => clipped(seen, asked)),
    }),
    [modelId, labels, asked, rows],
  );
  const answer = useAnswer(models.asSeen, input, { keepPrevious: true });
  const at = Math.min(place, rows.length - 1);
  const current = rows[at];
  const isText = current !== undefined && 'text' in current.seen;

  return (
    <div className={styles.stack}>
      <div className={styles.fields}>
        <Field label={t('seenModel')}>
          {ids => (
            <Select
              {...ids}
              data={all.map(({ id, name }) => ({ value: id, label: name }))}
              value={modelId}
              allowDeselect={false}
              onChange={setChosen}
            />
          )}
        </Field>
        {isText && (
          <Field label={t('seenLimit')} hint={t('seenLimitSays')}>
            {ids => (
              <NumberInput
                {...ids}
                min={4}
                max={4096}
                clampBehavior="blur"
                allowDecimal={false}
                value={limit}
                onChange={value => setLimit(Math.min(4096, Math.max(4, Number(value) || 64)))}
              />
            )}
          </Field>
        )}
      </div>
      {answer.state !== 'ready' && <Unanswered answer={answer} />}
      {answer.state === 'ready' && current && (
        <div className={lengths ? styles.beside : styles.stack}>
          <div className={styles.stack}>
            {rows.length > 1 && <Pager row={current.row} place={at} count={rows.length} onPlace={setPlace} />}
            <SeenText row={answer.value.rows[at]} text={'text' in current.seen ? current.seen.text : null} />
          </div>
          {lengths && <TokenLengths rows={answer.value.rows} limit={isText ? asked : null} />}
        </div>
      )}
    </div>
  );
}

interface PagerProps {
  readonly row: number;
  readonly place: number;
  readonly count: number;
  readonly onPlace: (place: number) => void;
}

function Pager({ row, place, count, onPlace }: PagerProps) {
  const t = useT('models');
  const format = useFormat();
  const button = (label: string, to: number, disabled: boolean) => (
    <Button size="compact-sm" variant="default" disabled={disabled} onClick={() => onPlace(to)}>
      {label}
    </Button>
  );
  return (
    <div className={styles.pager}>
      {button(t('seenBefore'), place - 1, place === 0)}
      {button(t('seenNext'), place + 1, place === count - 1)}
      <span aria-live="polite">{t('seenRow', { row: format.number(row), all: format.number(count) })}</span>
    </div>
  );
}

const LEFT_OUT_SHOWN = 400;

/** The exact text of one row. What is masked, learned and left out is told by pattern and words, not by colour alone. */
function SeenText({ row, text }: { readonly row: SeenRow | undefined; readonly text: string | null }) {
  const t = useT('models');
  const format = useFormat();
  const language = useLanguage();
  if (row === undefined) return null;
  if (row.refused) return <p className={styles.refused}>{errorSentence(row.refused, language)}</p>;
  const leftOut = row.cut === null || text === null ? '' : text.slice(row.cut.kept);
  const isLearned = row.parts.some(({ learned }) => learned);
  const all = { kept: format.number(row.cut?.kept ?? 0), all: format.number(text?.length ?? 0) };

  return (
    <div className={styles.stack}>
      <div className={styles.legend} aria-hidden>
        <Key className={styles.masked} says={t('seenMasked')} />
        {isLearned && <Key className={styles.learned} says={t('seenLearned')} />}
        {leftOut !== '' && <Key className={styles.leftOut} says={t('seenLeftOut')} />}
      </div>
      <Scrolled as="section" className={styles.text} aria-label={t('seenText')}>
        {row.parts.map(({ text: part, learned }) => (
          <span key={String(learned)} className={learned ? styles.learned : styles.masked}>
            <VisuallyHidden>{`${learned ? t('seenLearned') : t('seenMasked')}: `}</VisuallyHidden>
            {part}
          </span>
        ))}
      </Scrolled>
      <div className={styles.facts}>
        <span>
          {t('seenTokens', { prompt: format.number(row.promptTokens), answer: format.number(row.answerTokens) })}
        </span>
        {!isLearned && <span>{t('seenNothingLearned')}</span>}
        {row.cut && <span>{t('seenCut', all)}</span>}
      </div>
      {leftOut !== '' && (
        <p className={`${styles.rest} ${styles.leftOut}`}>
          <VisuallyHidden>{`${t('seenLeftOut')}: `}</VisuallyHidden>
          {leftOut.slice(0, LEFT_OUT_SHOWN)}
          {leftOut.length > LEFT_OUT_SHOWN && '…'}
        </p>
      )}
    </div>
  );
}

function Key({ className, says }: { readonly className: string | undefined; readonly says: string }): ReactNode {
  return (
    <span className={styles.key}>
      <span className={`${styles.swatch} ${className}`}>ab</span>
      {says}
    </span>
  );
}
