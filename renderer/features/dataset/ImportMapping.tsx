import { Button, Select, TextInput } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import {
  type ChatKeys,
  type ErrorPayload,
  type ImportPreview,
  labelsOf,
  type Preset,
  rowToSee,
  seenAs,
  withChat,
} from '../../../native-bridge/contract/index.ts';
import { errorSentence, useLanguage, useT } from '../../app/messages/index.ts';
import { Badge, Field, FieldGrid } from '../../ui/index.ts';
import { AsSeen } from '../models/index.ts';
import { ChatKeyFields } from './ChatKeyFields.tsx';
import { ColumnParts } from './ColumnParts.tsx';
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
  const rows = useMemo(() => preview.rows.map(cells => withChat(cells, chat)), [preview.rows, chat]);
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
          types={types}
          isUntyped={preview.delimiter !== null}
          onTypes={onTypes}
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
      <SeenRows rows={rows} roles={roles} />
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

interface SeenRowsProps {
  readonly rows: ImportPreview['rows'];
  readonly roles: ImportPreview['roles'];
}

function SeenRows({ rows: head, roles }: SeenRowsProps) {
  const t = useT('dataset');
  const rows = useMemo(
    () =>
      head.flatMap((cells, at) => {
        const seen = rowToSee(cells, roles);
        return seen === null ? [] : [{ row: at + 1, seen }];
      }),
    [head, roles],
  );
  const labels = useMemo(() => labelsOf(head, roles.label), [head, roles.label]);

  return (
    <section className={styles.seen} aria-label={t('asSeen')}>
      <div className={styles.line}>
        <strong>{t('asSeen')}</strong>
        <span className={styles.dim}>{t(seenAs(roles) === 'label' ? 'asSeenSays' : 'asSeenChatSays')}</span>
      </div>
      {rows.length === 0 ? (
        <p className={styles.dim}>{t(whyNothing(roles))}</p>
      ) : (
        <AsSeen rows={rows} labels={labels} lengths />
      )}
    </section>
  );
}

function whyNothing(roles: ImportPreview['roles']) {
  if (seenAs(roles) !== 'nothing') return 'asSeenNothing';
  return roles.label !== undefined && roles.text === undefined ? 'asSeenNeedsText' : 'asSeenNeeds';
}
