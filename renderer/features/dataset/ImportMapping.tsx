import { Button, Select, TextInput } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import {
  type ChatKeys,
  type ErrorPayload,
  type ImportPreview,
  type Preset,
  withChat,
} from '../../../native-bridge/contract/index.ts';
import { errorSentence, useLanguage, useT } from '../../app/messages/index.ts';
import { Badge, Field, FieldGrid } from '../../ui/index.ts';
import { ChatKeyFields } from './ChatKeyFields.tsx';
import { ColumnParts, useTypeColumn } from './ColumnParts.tsx';
import { ImportSource, type SourceWords } from './ImportSource.tsx';
import styles from './ImportWizard.module.css';
import {
  chatCounts,
  chatToName,
  foundParts,
  type Parts,
  type PartsBy,
  partsBy,
  rolesIn,
  seenRoles,
  type Types,
  withPart,
} from './import-mapping.ts';
import type { ImportOptions } from './import-story.ts';
import { SeenRows } from './SeenRows.tsx';

export interface ImportMappingProps {
  readonly preview: ImportPreview;
  readonly name: string;
  readonly types: Types;
  readonly onTypes: (types: Types) => void;
  readonly onImport: (chosen: ImportOptions) => void;
}

const PRESETS: Readonly<Partial<Record<Preset, string>>> = {
  alpaca: 'Alpaca',
  sharegpt: 'ShareGPT',
  'openai-messages': 'OpenAI messages',
};

/** Which column plays which part, where the file comes from, and what a model will make of it. */
export function ImportMapping({ preview, name, types, onTypes, onImport }: ImportMappingProps) {
  const t = useT('dataset');
  const form = useId();
  const [preset, setPreset] = useState<PartsBy>('found');
  const [parts, setParts] = useState<Parts>(() => foundParts(preview));
  const [set, setSet] = useState<Parts | null>(null);
  const [named, setNamed] = useState<ChatKeys | null>(null);
  const [called, setCalled] = useState('');
  const [source, setSource] = useState<SourceWords>({ origin: '', licence: '' });

  const fit = preview.presets.find(fit => fit.preset === preset);
  const found = chatToName(parts, preview.chats);
  const chat = found && (named?.column === found.chat.column ? named : found.chat);
  const roles = useMemo(() => seenRoles(parts), [parts]);
  const rows = useMemo(
    () => preview.rows.map((cells, at) => ({ row: at + 1, cells: withChat(cells, chat) })),
    [preview.rows, chat],
  );
  const typeColumn = useTypeColumn({ types, isUntyped: preview.delimiter !== null, onTypes });
  const canImport = roles.text !== undefined && !fit?.unfit;

  const choosePreset = (chosen: PartsBy): void => {
    setPreset(chosen);
    setParts(partsBy(chosen, preview, { by: preset, parts, set }));
  };

  return (
    <>
      <form
        id={form}
        className={styles.stack}
        onSubmit={event => {
          event.preventDefault();
          onImport({ roles: rolesIn(parts), ...(chat && { chat }), ...said({ name: called, ...source }) });
        }}
      >
        <div className={styles.line}>
          <strong>{t('mapping')}</strong>
          {preview.own && <Badge tone="active">{t('ownExport')}</Badge>}
        </div>
        <PresetField preview={preview} preset={preset} unfit={fit?.unfit ?? null} onChange={choosePreset} />
        <ColumnParts
          columns={preview.columns}
          parts={parts}
          more={typeColumn}
          onPart={(column, part) => {
            setPreset('plain');
            const given = withPart(parts, column, part);
            setParts(given);
            setSet(given);
          }}
        />
        {found && chat && (
          <ChatKeyFields found={found} chat={chat} counts={chatCounts(preview.rows, chat)} onChange={setNamed} />
        )}
        <FieldGrid>
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
