import { ActionIcon, Button, Select, Switch, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconArrowDown, IconArrowUp, IconChevronRight, IconX } from '@tabler/icons-react';
import { Fragment, type KeyboardEvent, type ReactNode } from 'react';
import { type CleaningReport, type Dataset, hasAnswers, type StepKind } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { Field } from '../../ui/index.ts';
import styles from './CleaningPage.module.css';
import { type DraftStep, isAsked, optionOf, summaryOf, withOption } from './draft.ts';
import { OptionField, useSaidLanguage } from './OptionField.tsx';
import { StepScores } from './StepScores.tsx';

export interface StepCardProps {
  readonly dataset: Dataset;
  readonly step: DraftStep;
  readonly kind: StepKind | undefined;
  /** From 1. */
  readonly place: number;
  readonly last: boolean;
  readonly counts: CleaningReport['steps'][number] | undefined;
  readonly stale: boolean;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onChange: (step: DraftStep) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** One step of the list: switched on or off, moved, and with its form when it is chosen. */
export function StepCard(props: StepCardProps) {
  const { step, kind, place, last, counts, stale, chosen, onChoose, onChange, onMove, onRemove } = props;
  const t = useT('cleaning');
  const language = useSaidLanguage();
  const title = kind?.title[language] ?? step.step;
  const summary = kind && summaryOf(step, kind, language);

  const moveByKey = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li className={styles.step} data-chosen={chosen || undefined} data-off={!step.on || undefined}>
      <div className={styles.head}>
        <Switch
          size="xs"
          aria-label={t('stepOn', { place, title })}
          checked={step.on}
          onChange={event => onChange({ ...step, on: event.currentTarget.checked })}
        />
        <button
          type="button"
          id={stepId(step)}
          className={styles.name}
          aria-expanded={chosen}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onClick={onChoose}
          onKeyDown={moveByKey}
        >
          <IconChevronRight size={14} className={styles.chevron} aria-hidden />
          <span className={styles.words}>
            <span className={styles.title}>
              {place}. {title}
            </span>
            {(summary || step.column) && (
              <span className={styles.summary}>{[step.column, summary].filter(Boolean).join(' · ')}</span>
            )}
          </span>
          {step.on && <Counts counts={counts} stale={stale} />}
        </button>
        <IconButton label={t('moveUp', { title })} disabled={place === 1} onClick={() => onMove(-1)}>
          <IconArrowUp size={14} />
        </IconButton>
        <IconButton label={t('moveDown', { title })} disabled={last} onClick={() => onMove(1)}>
          <IconArrowDown size={14} />
        </IconButton>
        <IconButton label={t('removeStep', { title })} onClick={onRemove}>
          <IconX size={14} />
        </IconButton>
      </div>
      {step.on && counts && <Notes counts={counts} />}
      {chosen && kind && <StepForm {...props} kind={kind} />}
    </li>
  );
}

export function stepId({ key }: DraftStep): string {
  return `cleaning-step-${key}`;
}

function Counts({ counts, stale }: Pick<StepCardProps, 'counts' | 'stale'>) {
  const t = useT('cleaning');
  if (counts === undefined) return null;
  const { removed, changed, unjudged, skipped } = counts;
  const isNothing = removed + changed + unjudged + skipped === 0;
  return (
    <span className={styles.counts} data-stale={stale || undefined} title={stale ? t('asBefore') : undefined}>
      {isNothing && <span className={styles.quiet}>{t('noEffect')}</span>}
      {removed > 0 && <span className={styles.removed}>{t('drops', { count: removed })}</span>}
      {changed > 0 && <span className={styles.changed}>{t('changes', { count: changed })}</span>}
      {unjudged > 0 && <span className={styles.quiet}>{t('unjudged', { count: unjudged })}</span>}
      {skipped > 0 && <span className={styles.quiet}>{t('skipped', { count: skipped })}</span>}
    </span>
  );
}

/** What one should know of a step at its place and of the rows it could not work on, also while its form is closed. */
function Notes({
  counts: { warning, skipped, skippedRows },
}: {
  readonly counts: NonNullable<StepCardProps['counts']>;
}) {
  const t = useT('cleaning');
  const language = useSaidLanguage();
  const notes = [
    warning?.[language],
    skipped > 0 ? t('skippedRows', { count: skipped, rows: skippedRows.join(', ') }) : undefined,
  ].filter(note => note !== undefined);
  return notes.map(note => (
    <p key={note} className={`${styles.warning} ${styles.note}`}>
      <IconAlertTriangle size={15} aria-label={t('warning')} />
      <span>{note}</span>
    </p>
  ));
}

interface IconButtonProps {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function IconButton({ label, disabled = false, onClick, children }: IconButtonProps) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** No column has this name. */
const WHOLE_ROW = '';

function StepForm({ dataset, step, kind, onChange }: StepCardProps & { readonly kind: StepKind }) {
  const t = useT('cleaning');
  const language = useSaidLanguage();
  const { text } = dataset.roles;
  const columns = dataset.columns.map(column => ({
    value: column,
    label: column === text ? t('textColumn', { column }) : column,
  }));
  const whole = kind.judgesRows && hasAnswers(dataset.roles) ? [{ value: WHOLE_ROW, label: t('wholeRow') }] : [];
  const usual = whole[0]?.value ?? text;

  return (
    <div className={styles.form}>
      <p className={styles.says}>{kind.says[language]}</p>
      {kind.warning && (
        <p className={styles.warning}>
          <IconAlertTriangle size={15} aria-label={t('warning')} />
          <span>{kind.warning[language]}</span>
        </p>
      )}
      {kind.presets.length > 0 && (
        <fieldset className={styles.presets} aria-label={t('presets')}>
          {kind.presets.map(({ title, options }) => (
            <Button key={title.en} size="compact-xs" variant="default" onClick={() => onChange({ ...step, options })}>
              {title[language]}
            </Button>
          ))}
        </fieldset>
      )}
      {kind.options
        .filter(option => isAsked(step, kind, option))
        .map(option => (
          <Fragment key={option.name}>
            <OptionField
              option={option}
              value={optionOf(step, option)}
              onChange={value => onChange(withOption(step, option, value))}
            />
            {kind.id === 'perplexity' && option.kind === 'model' && <StepScores dataset={dataset} step={step} />}
          </Fragment>
        ))}
      <Field label={t('column')} hint={t(whole.length > 0 ? 'columnJudges' : 'columnSays')}>
        {ids => (
          <Select
            {...ids}
            data={[...whole, ...columns]}
            value={step.column ?? usual}
            allowDeselect={false}
            searchable={columns.length > 12}
            onChange={next => {
              const { column: _, ...rest } = step;
              onChange(next === null || next === usual ? rest : { ...rest, column: next });
            }}
          />
        )}
      </Field>
    </div>
  );
}
