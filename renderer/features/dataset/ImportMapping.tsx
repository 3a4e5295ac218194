import { Button, Select, TextInput } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { type ImportPreview, labelsOf, type Roles, rowToSee, seenAs } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { Badge, Field, FieldGrid } from '../../ui/index.ts';
import { AsSeen } from '../models/index.ts';
import { ImportSource, type SourceWords } from './ImportSource.tsx';
import styles from './ImportWizard.module.css';
import type { ImportOptions } from './import-story.ts';

export interface ImportMappingProps {
  readonly preview: ImportPreview;
  readonly name: string;
  readonly onImport: (chosen: ImportOptions) => void;
}

const ROLES = [
  ['text', 'roleText', 'roleTextSays'],
  ['label', 'roleLabel', 'roleLabelSays'],
  ['prompt', 'rolePrompt', 'rolePromptSays'],
  ['context', 'roleContext', 'roleContextSays'],
  ['completion', 'roleCompletion', 'roleCompletionSays'],
  ['messages', 'roleMessages', 'roleMessagesSays'],
  ['group', 'roleGroup', 'roleGroupSays'],
  ['time', 'roleTime', 'roleTimeSays'],
  ['id', 'roleId', 'roleIdSays'],
] as const satisfies readonly (readonly [keyof Roles, string, string])[];

const PRESETS = { alpaca: 'Alpaca', sharegpt: 'ShareGPT', 'openai-messages': 'OpenAI messages' } as const;

/** Which column plays which part, where the file comes from, and what a model will make of it. */
export function ImportMapping({ preview, name, onImport }: ImportMappingProps) {
  const t = useT('dataset');
  const form = useId();
  const [roles, setRoles] = useState<ImportPreview['roles']>(preview.roles);
  const [called, setCalled] = useState('');
  const [source, setSource] = useState<SourceWords>({ origin: '', licence: '' });
  const columns = preview.columns.map(column => ({ value: column.name, label: column.name }));

  return (
    <>
      <form
        id={form}
        className={styles.stack}
        onSubmit={event => {
          event.preventDefault();
          onImport({ roles, ...said({ name: called, ...source }) });
        }}
      >
        <div className={styles.line}>
          <strong>{t('mapping')}</strong>
          {preview.preset !== 'plain' && <Badge tone="active">{PRESETS[preview.preset]}</Badge>}
          {preview.own && <Badge tone="active">{t('ownExport')}</Badge>}
        </div>
        <FieldGrid>
          {ROLES.map(([role, title, says]) => (
            <Field key={role} label={t(title)} hint={t(says)}>
              {ids => (
                <Select
                  {...ids}
                  searchable
                  clearable={role !== 'text'}
                  placeholder={t('noColumn')}
                  data={columns}
                  value={roles[role] ?? null}
                  onChange={column => {
                    const { [role]: _, ...rest } = roles;
                    setRoles(column === null ? rest : { ...rest, [role]: column });
                  }}
                />
              )}
            </Field>
          ))}
          <Field label={t('name')} hint={t('nameSays')}>
            {ids => (
              <TextInput
                {...ids}
                value={called}
                placeholder={name}
                maxLength={120}
                onChange={event => setCalled(event.currentTarget.value)}
              />
            )}
          </Field>
          <ImportSource words={source} onChange={setSource} />
        </FieldGrid>
      </form>
      <SeenRows preview={preview} roles={roles} />
      <div className={styles.line}>
        <Button type="submit" form={form} disabled={roles.text === undefined} data-autofocus>
          {t('importNow')}
        </Button>
        {roles.text === undefined && <span className={styles.dim}>{t('chooseText')}</span>}
      </div>
    </>
  );
}

/** What is not said is left out. */
function said<Words extends Readonly<Record<string, string>>>(words: Words): Partial<Words> {
  const trimmed = Object.entries(words).map(([key, word]) => [key, word.trim()] as const);
  return Object.fromEntries(trimmed.filter(([, word]) => word !== '')) as Partial<Words>;
}

interface SeenRowsProps {
  readonly preview: ImportPreview;
  readonly roles: ImportPreview['roles'];
}

function SeenRows({ preview, roles }: SeenRowsProps) {
  const t = useT('dataset');
  const rows = useMemo(
    () =>
      preview.rows.flatMap((cells, at) => {
        const seen = rowToSee(cells, roles);
        return seen === null ? [] : [{ row: at + 1, seen }];
      }),
    [preview.rows, roles],
  );
  const labels = useMemo(() => labelsOf(preview.rows, roles.label), [preview.rows, roles.label]);

  return (
    <section className={styles.seen} aria-label={t('asSeen')}>
      <div className={styles.line}>
        <strong>{t('asSeen')}</strong>
        <span className={styles.dim}>{t(seenAs(roles) === 'label' ? 'asSeenSays' : 'asSeenChatSays')}</span>
      </div>
      {rows.length === 0 ? (
        <p className={styles.dim}>{t(seenAs(roles) === 'nothing' ? 'asSeenNeeds' : 'asSeenNothing')}</p>
      ) : (
        <AsSeen rows={rows} labels={labels} lengths />
      )}
    </section>
  );
}
