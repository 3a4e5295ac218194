import { Checkbox, MultiSelect, NumberInput, Select } from '@mantine/core';
import type { Dataset, DatasetId } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { Field } from '../../ui/index.ts';
import type { CombineDraft } from './combine-draft.ts';
import styles from './Versions.module.css';

export interface CombineFieldsProps {
  readonly dataset: Dataset;
  readonly others: readonly Dataset[];
  readonly draft: CombineDraft;
  readonly onChange: (draft: CombineDraft) => void;
}

/** What each way of making a dataset asks for. */
export function CombineFields(props: CombineFieldsProps) {
  const t = useT('versions');
  const { draft, others } = props;

  if (draft.kind === 'sample') return <SampleFields {...props} />;
  if (others.length === 0) return <p className={styles.dim}>{t('noOthers')}</p>;
  if (draft.kind === 'join') return <JoinFields {...props} />;
  return (
    <>
      <Others {...props} />
      {draft.kind === 'mix' && <MixFields {...props} />}
    </>
  );
}

function SampleFields({ dataset, draft, onChange }: CombineFieldsProps) {
  const t = useT('versions');
  const ways = [
    { value: 'random', label: t('howRandom') },
    { value: 'balanced', label: t('howBalanced'), disabled: dataset.labels.length === 0 },
    { value: 'head', label: t('howHead') },
  ] as const;
  return (
    <div className={styles.fields}>
      <Field label={t('how')}>
        {ids => (
          <Select
            {...ids}
            allowDeselect={false}
            data={[...ways]}
            value={draft.how}
            onChange={value => onChange({ ...draft, how: ways.find(way => way.value === value)?.value ?? 'random' })}
          />
        )}
      </Field>
      <RowsField draft={draft} onChange={onChange} most={dataset.rowCount} />
      {draft.how !== 'head' && <SeedField draft={draft} onChange={onChange} />}
    </div>
  );
}

function Others({ others, draft, onChange }: CombineFieldsProps) {
  const t = useT('versions');
  return (
    <Field label={t('others')} hint={t('othersSays')}>
      {ids => (
        <MultiSelect
          {...ids}
          searchable
          maxValues={19}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...draft.others]}
          onChange={ids => onChange({ ...draft, others: ids as DatasetId[] })}
        />
      )}
    </Field>
  );
}

function MixFields({ dataset, others, draft, onChange }: CombineFieldsProps) {
  const t = useT('versions');
  const parts = [dataset, ...others.filter(({ id }) => draft.others.includes(id))];
  return (
    <div className={styles.fields}>
      {parts.map(({ id, name }) => (
        <Field key={id} label={t('weight', { name })}>
          {ids => (
            <NumberInput
              {...ids}
              min={0.001}
              max={1e6}
              value={draft.weights[id] ?? 1}
              onChange={value =>
                typeof value === 'number' &&
                value > 0 &&
                onChange({ ...draft, weights: { ...draft.weights, [id]: value } })
              }
            />
          )}
        </Field>
      ))}
      <RowsField draft={draft} onChange={onChange} />
      <SeedField draft={draft} onChange={onChange} />
    </div>
  );
}

function JoinFields({ dataset, others, draft, onChange }: CombineFieldsProps) {
  const t = useT('versions');
  const other = others.find(({ id }) => id === draft.others[0]);
  return (
    <>
      <div className={styles.fields}>
        <Field label={t('others')}>
          {ids => (
            <Select
              {...ids}
              searchable
              allowDeselect={false}
              data={others.map(({ id, name }) => ({ value: id, label: name }))}
              value={other?.id ?? null}
              onChange={id => onChange({ ...draft, others: id === null ? [] : [id as DatasetId], otherKey: '' })}
            />
          )}
        </Field>
        <Field label={t('key')}>
          {ids => (
            <Select
              {...ids}
              searchable
              allowDeselect={false}
              data={[...dataset.columns]}
              value={draft.key}
              onChange={key => onChange({ ...draft, key: key ?? '' })}
            />
          )}
        </Field>
        <Field label={t('otherKey')}>
          {ids => (
            <Select
              {...ids}
              searchable
              allowDeselect={false}
              disabled={other === undefined}
              data={[...(other?.columns ?? [])]}
              value={draft.otherKey || null}
              onChange={otherKey => onChange({ ...draft, otherKey: otherKey ?? '' })}
            />
          )}
        </Field>
      </div>
      <div className={styles.fields}>
        <Field label={t('matches')}>
          {ids => (
            <Select
              {...ids}
              allowDeselect={false}
              data={[
                { value: 'first', label: t('matchesFirst') },
                { value: 'all', label: t('matchesAll') },
              ]}
              value={draft.matches}
              onChange={matches => onChange({ ...draft, matches: matches === 'all' ? 'all' : 'first' })}
            />
          )}
        </Field>
        <Field label={t('joinedLabel')}>
          {ids => (
            <Select
              {...ids}
              searchable
              clearable
              placeholder={t('labelSuggested')}
              data={[...new Set([...dataset.columns, ...(other?.columns ?? [])])]}
              value={draft.label}
              onChange={label => onChange({ ...draft, label })}
            />
          )}
        </Field>
      </div>
      <Checkbox
        checked={draft.keepUnmatched}
        label={t('keepUnmatched')}
        onChange={event => onChange({ ...draft, keepUnmatched: event.currentTarget.checked })}
      />
    </>
  );
}

type DraftField = Pick<CombineFieldsProps, 'draft' | 'onChange'>;

function RowsField({ draft, onChange, most }: DraftField & { readonly most?: number }) {
  const t = useT('versions');
  return (
    <Field label={t('wantedRows')}>
      {ids => (
        <NumberInput
          {...ids}
          min={1}
          {...(most !== undefined && { max: most })}
          allowDecimal={false}
          placeholder={most === undefined ? t('asMany') : ''}
          value={draft.rows ?? ''}
          onChange={value => onChange({ ...draft, rows: typeof value === 'number' ? value : null })}
        />
      )}
    </Field>
  );
}

function SeedField({ draft, onChange }: DraftField) {
  const t = useT('versions');
  return (
    <Field label={t('seed')} hint={t('seedSays')}>
      {ids => (
        <NumberInput
          {...ids}
          min={0}
          allowDecimal={false}
          value={draft.seed}
          onChange={value => typeof value === 'number' && onChange({ ...draft, seed: value })}
        />
      )}
    </Field>
  );
}
