import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Settings, settings } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { Failure, Field, FieldGrid, Panel } from '../../ui/index.ts';
import styles from './SettingsPage.module.css';

const MIRRORS = ['packageIndex', 'torchIndex', 'pythonMirror', 'hubEndpoint'] as const;
type Mirror = (typeof MIRRORS)[number];

/** What an empty field means. */
const USUAL: Record<Mirror, string> = {
  packageIndex: 'https://pypi.org/simple',
  torchIndex: 'https://download.pytorch.org/whl',
  pythonMirror: 'https://github.com/astral-sh/python-build-standalone/releases/download',
  hubEndpoint: 'https://huggingface.co',
};

/** Addresses that are asked instead of the usual ones. */
export function Mirrors({ settings: now }: { readonly settings: Settings }) {
  const t = useT('settings');
  const change = useAction(settings.change);
  const [draft, setDraft] = useState<Record<Mirror, string>>(() => draftOf(now));
  const wrong = MIRRORS.filter(name => draft[name].trim() !== '' && !isAddress(draft[name].trim()));
  const isChanged = MIRRORS.some(name => draft[name].trim() !== (now[name] ?? ''));

  return (
    <Panel title={t('mirrors')}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          void change.run(Object.fromEntries(MIRRORS.map(name => [name, draft[name].trim() || null])));
        }}
      >
        <FieldGrid>
          {MIRRORS.map(name => (
            <Field
              key={name}
              label={t(name)}
              hint={t(`${name}Hint`)}
              error={wrong.includes(name) ? t('wrongAddress') : undefined}
            >
              {ids => (
                <TextInput
                  {...ids}
                  value={draft[name]}
                  placeholder={USUAL[name]}
                  spellCheck={false}
                  onChange={event => setDraft({ ...draft, [name]: event.currentTarget.value })}
                />
              )}
            </Field>
          ))}
        </FieldGrid>
        {change.trouble && <Failure trouble={change.trouble} />}
        <div className={styles.foot}>
          <Button type="submit" disabled={!isChanged || wrong.length > 0} loading={change.busy}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function draftOf(now: Settings): Record<Mirror, string> {
  return {
    packageIndex: now.packageIndex ?? '',
    torchIndex: now.torchIndex ?? '',
    pythonMirror: now.pythonMirror ?? '',
    hubEndpoint: now.hubEndpoint ?? '',
  };
}

function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]+/.test(text);
}
