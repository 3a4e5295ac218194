import { Button, Select, TextInput } from '@mantine/core';
import { useId, useMemo } from 'react';
import {
  type ErrorPayload,
  emptyColumns,
  type ImportPreview,
  type Preset,
  type SomeRoles,
  withChat,
} from '../../../native-bridge/contract/index.ts';
import { errorSentence, useLanguage, useT } from '../../app/messages/index.ts';
import { Badge, Field, FieldGrid } from '../../ui/index.ts';
import { ChatKeyFields } from './ChatKeyFields.tsx';
import { ColumnParts, useTypeColumn } from './ColumnParts.tsx';
import { ImportSource } from './ImportSource.tsx';
import styles from './ImportWizard.module.css';
import {
  chatCounts,
  chatToName,
  foundParts,
  type PartsBy,
  partsBy,
  rolesIn,
  seenRoles,
  withPart,
} from './import-mapping.ts';
import type { ImportOptions } from './import-story.ts';
import { SeenRows } from './SeenRows.tsx';
import type { Mapping, WizardDraft } from './wizard-draft.ts';

export interface ImportMappingProps {
  readonly preview: ImportPreview;
  readonly name: string;
  readonly draft: WizardDraft;
  readonly onDraft: (draft: WizardDraft) => void;
  readonly onImport: (chosen: ImportOptions) => void;
}

const NO_TYPES = {};
const PRESETS: Readonly<Partial<Record<Preset, string>>> = {
  alpaca: 'Alpaca',
  sharegpt: 'ShareGPT',
  'openai-messages': 'OpenAI messages',
};

/** Which column plays which part, where the file comes from, and what a model will make of it. */
export function ImportMapping({ preview, name, draft, onDraft, onImport }: ImportMappingProps) {
  const t = useT('dataset');
  const form = useId();
  const { mapping, readAs, source } = draft;
  const parts = useMemo(() => mapping.parts ?? foundParts(preview), [mapping.parts, preview]);
  const map = (said: Partial<Mapping>): void => onDraft({ ...draft, mapping: { ...mapping, ...said } });

  const fit = preview.presets.find(fit => fit.preset === mapping.by);
  const found = chatToName(parts, preview.chats);
  const chat = found && (mapping.chat?.column === found.chat.column ? mapping.chat : found.chat);
  const roles = useMemo(() => seenRoles(parts), [parts]);
  const rows = useMemo(
    () => preview.rows.map((cells, at) => ({ row: at + 1, cells: withChat(cells, chat) })),
    [preview.rows, chat],
  );
  const typeColumn = useTypeColumn({
    types: readAs.types ?? NO_TYPES,
    isUntyped: preview.delimiter !== null,
    onTypes: types => onDraft({ ...draft, readAs: { ...readAs, types } }),
  });
  const canImport = roles.text !== undefined && !fit?.unfit;

  return (
    <>
      <form
        id={form}
        className={styles.stack}
        onSubmit={event => {
          event.preventDefault();
          onImport({ roles: rolesIn(parts), ...(chat && { chat }), ...said({ name: draft.name, ...source }) });
        }}
      >
        <div className={styles.line}>
          <strong>{t('mapping')}</strong>
          {preview.own && <Badge tone="active">{t('ownExport')}</Badge>}
        </div>
        <PresetField
          preview={preview}
          preset={mapping.by}
          unfit={fit?.unfit ?? null}
          onChange={by => map({ by, parts: partsBy(by, preview, { ...mapping, parts }) })}
        />
        <ColumnParts
          columns={preview.columns}
          parts={parts}
          more={typeColumn}
          onPart={(column, part) => {
            const given = withPart(parts, column, part);
            map({ by: 'plain', parts: given, set: given });
          }}
        />
        <EmptyColumns rows={preview.rows} roles={roles} />
        {found && chat && (
          <ChatKeyFields
            found={found}
            chat={chat}
            counts={chatCounts(preview.rows, chat)}
            onChange={chat => map({ chat })}
          />
        )}
        <FieldGrid>
          <Field label={t('name')} hint={t('nameSays')}>
            {ids => (
              <TextInput
                {...ids}
                value={draft.name}
                placeholder={name}
                maxLength={120}
                onChange={event => onDraft({ ...draft, name: event.currentTarget.value })}
              />
            )}
          </Field>
          <ImportSource words={source} onChange={source => onDraft({ ...draft, source })} />
        </FieldGrid>
      </form>
      <SeenRows rows={rows} roles={roles} lengths />
      <div className={styles.line}>
        <Button type="submit" form={form} disabled={!canImport} data-autofocus>
          {t('importNow')}
        </Button>
        {roles.text === undefined && <span className={styles.dim}>{t('chooseText')}</span>}
      </div>
    </>
  );
}

/** In how many of the first rows a part has nothing: the ledger will name each of them. */
function EmptyColumns({ rows, roles }: { readonly rows: ImportPreview['rows']; readonly roles: SomeRoles }) {
  const t = useT('dataset');
  const empty = useMemo(() => emptyColumns(rows, roles), [rows, roles]);
  return empty.map(({ column, rows: count }) => (
    <p key={column} className={styles.warn}>
      {t('emptyIn', { column, count, all: rows.length })}
    </p>
  ));
}

interface PresetFieldProps {
  readonly preview: ImportPreview;
  readonly preset: PartsBy;
  readonly unfit: ErrorPayload | null;
  readonly onChange: (preset: PartsBy) => void;
}

function PresetField({ preview, preset, unfit, onChange }: PresetFieldProps) {
  const t = useT('dataset');
  const language = useLanguage();
  const found = PRESETS[preview.preset];
  const nameOf = (preset: Preset) => PRESETS[preset] ?? t('presetByColumn');

  return (
    <div className={styles.find}>
      <Field
        label={t('preset')}
        hint={t('presetSays')}
        error={unfit === null ? undefined : errorSentence(unfit, language)}
      >
        {ids => (
          <Select
            {...ids}
            data={[
              { value: 'found', label: found === undefined ? t('presetAsFound') : t('presetFound', { name: found }) },
              ...preview.presets.map(({ preset }) => ({ value: preset, label: nameOf(preset) })),
            ]}
            value={preset}
            onChange={chosen => chosen && onChange(chosen as PartsBy)}
          />
        )}
      </Field>
    </div>
  );
}

/** What is not said is left out. */
function said<Words extends Readonly<Record<string, string>>>(words: Words): Partial<Words> {
  const trimmed = Object.entries(words).map(([key, word]) => [key, word.trim()] as const);
  return Object.fromEntries(trimmed.filter(([, word]) => word !== '')) as Partial<Words>;
}
