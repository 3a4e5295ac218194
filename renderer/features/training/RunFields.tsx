import { Button, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { Task } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Field, ParamFields } from '../../ui/index.ts';
import { type Choices, type Chosen, type RunDraft, STARTER } from './run-draft.ts';
import styles from './StartRun.module.css';

type Change = (more: Partial<RunDraft>) => void;

interface FieldsProps {
  readonly choices: Choices;
  readonly chosen: Chosen;
  readonly draft: RunDraft;
  readonly onChange: Change;
}

/** Which rows, which model, what the run is called. */
export function SourceFields(props: FieldsProps & { readonly name: string; readonly onAddModel: () => void }) {
  const { choices, chosen, draft, name, onChange, onAddModel } = props;
  const t = useT('training');
  const format = useFormat();

  return (
    <div className={styles.two}>
      <Field label={t('version')} hint={t('versionSays')}>
        {ids => (
          <Select
            {...ids}
            value={chosen.version?.hash ?? null}
            data={choices.versions.map(({ hash, name, splitSizes }) => ({
              value: hash as string,
              label: t('versionChoice', { name, rows: splitSizes.train, hash: hash.slice(0, 8) }),
            }))}
            onChange={versionHash => versionHash && onChange({ versionHash })}
          />
        )}
      </Field>
      <Field label={t('model')} hint={t('modelSays')}>
        {ids => (
          <div className={styles.withAct}>
            <Select
              {...ids}
              value={chosen.model?.id ?? null}
              data={[
                ...choices.models.map(({ id, name, parameters }) => ({
                  value: id as string,
                  label: t('modelChoice', { name, millions: format.number(parameters / 1e6, 0) }),
                })),
                ...(choices.starter ? [{ value: STARTER, label: t('starterChoice', choices.starter) }] : []),
              ]}
              onChange={modelId => modelId && onChange({ modelId })}
            />
            <Button variant="default" onClick={onAddModel}>
              {t('addModel')}
            </Button>
          </div>
        )}
      </Field>
      <Field label={t('name')}>
        {ids => (
          <TextInput
            {...ids}
            value={name}
            maxLength={80}
            onChange={event => onChange({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={t('seed')} hint={t('seedSays')}>
        {ids => (
          <NumberInput
            {...ids}
            value={draft.seed ?? 1}
            min={0}
            allowDecimal={false}
            onChange={seed => typeof seed === 'number' && onChange({ seed })}
          />
        )}
      </Field>
    </div>
  );
}

/** What the model is asked, and with which words it may answer. */
export function TaskFields({ task, onChange }: { readonly task: Task; readonly onChange: Change }) {
  const t = useT('training');
  const lacksText = !task.instruction.includes('{text}');

  return (
    <div className={styles.stack}>
      <Field
        label={t('instruction')}
        hint={t('instructionSays', { place: '{text}' })}
        error={lacksText ? t('noText', { place: '{text}' }) : undefined}
      >
        {ids => (
          <Textarea
            {...ids}
            autosize
            minRows={2}
            maxRows={10}
            error={lacksText}
            value={task.instruction}
            onChange={event => onChange({ instruction: event.currentTarget.value })}
          />
        )}
      </Field>
      <div className={styles.two}>
        <Field label={t('labels')} hint={t('labelsSays')}>
          {ids => <TagsInput {...ids} size="xs" value={task.labels} onChange={labels => onChange({ labels })} />}
        </Field>
        <Field label={t('textLength')} hint={t('textLengthSays')}>
          {ids => (
            <NumberInput
              {...ids}
              value={task.maxTextTokens}
              min={4}
              max={4096}
              allowDecimal={false}
              suffix={` ${t('tokensUnit')}`}
              onChange={maxTextTokens => typeof maxTextTokens === 'number' && onChange({ maxTextTokens })}
            />
          )}
        </Field>
      </div>
    </div>
  );
}

/** How it is trained: a method of the catalogue and its knobs. */
export function MethodFields({ choices, chosen, draft, onChange }: FieldsProps) {
  const t = useT('training');
  const { method } = chosen;
  if (!method) return <p className={styles.dim}>{t('noMethods')}</p>;

  return (
    <>
      <div className={styles.method}>
        <Field
          label={t('method')}
          hint={
            <>
              {method.says} <span className={styles.source}>{method.source}</span>
            </>
          }
        >
          {ids => (
            <Select
              {...ids}
              value={method.id}
              data={choices.catalog.trainingMethods.map(({ id, title }) => ({ value: id, label: title }))}
              onChange={methodId => methodId && onChange({ methodId, params: {} })}
            />
          )}
        </Field>
      </div>
      <ParamFields knobs={method.knobs} values={draft.params} onChange={params => onChange({ params })} />
    </>
  );
}
