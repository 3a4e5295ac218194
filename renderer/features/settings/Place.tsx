import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type SettingsState, settings } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { localDialogs, useAction } from '../../rpc/index.ts';
import { Failure, Field, Panel } from '../../ui/index.ts';
import styles from './SettingsPage.module.css';

/** The folder of environments and all else that is large: Luthier's own, or one on any disk. */
export function Place({ state: { settings: now, home, place, placeFreeBytes } }: { readonly state: SettingsState }) {
  const t = useT('settings');
  const format = useFormat();
  const change = useAction(settings.change);
  const [draft, setDraft] = useState(now.place ?? '');
  const wanted = draft.trim() || null;
  const dialogs = localDialogs();

  const choose = async (): Promise<void> => {
    const chosen = await dialogs?.chooseFolder();
    if (chosen) setDraft(chosen);
  };
  return (
    <Panel title={t('place')} aside={t('placeFree', { free: format.bytes(placeFreeBytes) })}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          void change.run({ place: wanted });
        }}
      >
        <Field label={t('placeFolder')} hint={t('placeHint', { place })}>
          {ids => (
            <div className={styles.row}>
              <TextInput
                {...ids}
                value={draft}
                placeholder={home}
                spellCheck={false}
                onChange={event => setDraft(event.currentTarget.value)}
              />
              {dialogs && (
                <Button variant="default" onClick={() => void choose()}>
                  {t('choose')}
                </Button>
              )}
            </div>
          )}
        </Field>
        {change.trouble && <Failure trouble={change.trouble} />}
        <div className={styles.foot}>
          <Button type="submit" disabled={wanted === now.place} loading={change.busy}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
