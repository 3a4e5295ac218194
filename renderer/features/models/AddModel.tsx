import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Model, models, settings } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { localDialogs, useAction, useAnswer } from '../../rpc/index.ts';
import { DialogFoot, Failure, Field } from '../../ui/index.ts';
import styles from './ModelsPage.module.css';
import { KINDS, type Kind, requestOf } from './source.ts';

const NOTHING = {};
const SAYS_ID = 'add-model-says';
const PLACES = { folder: 'folderPath', gguf: 'ggufPath', hub: 'hubId' } as const;
const SAYS = { starter: 'starterSays', folder: 'folderSays', gguf: 'ggufSays', hub: 'hubSays' } as const;

export interface AddModelProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onAdded?: (model: Model) => void;
}

/** Takes a base model into the project: the starter, a folder, a GGUF file, or one from the hub when asked. */
export function AddModel({ opened, onClose, onAdded }: AddModelProps) {
  const t = useT('models');
  const [kind, setKind] = useState<Kind>('starter');
  const [place, setPlace] = useState('');
  const [name, setName] = useState('');
  const add = useAction(models.add);
  const request = requestOf(kind, place, name);
  const dialogs = localDialogs();
  const machine = useAnswer(settings.state, opened ? NOTHING : null);
  const isRefused = kind === 'hub' && machine.state === 'ready' && machine.value.settings.offline;

  const choose = async (): Promise<void> => {
    const chosen = await (kind === 'folder' ? dialogs?.chooseFolder() : dialogs?.chooseFile());
    if (chosen) setPlace(chosen);
  };
  const submit = async (): Promise<void> => {
    const added = request && (await add.run(request));
    if (!added) return;
    onAdded?.(added);
    setPlace('');
    setName('');
    onClose();
  };

  return (
    <Modal opened={opened} onClose={onClose} title={t('addTitle')} size={520}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          void submit();
        }}
      >
        <div>
          <SegmentedControl
            fullWidth
            aria-label={t('source')}
            value={kind}
            onChange={value => {
              setKind(value as Kind);
              setPlace('');
            }}
            data={KINDS.map(value => ({ value, label: t(value) }))}
          />
          <p className={styles.says} id={SAYS_ID}>
            {t(isRefused ? 'hubOffline' : SAYS[kind])}
          </p>
        </div>
        {kind !== 'starter' && (
          <Field label={t(PLACES[kind])}>
            {ids => (
              <div className={styles.row}>
                <TextInput {...ids} value={place} onChange={event => setPlace(event.currentTarget.value)} required />
                {dialogs && kind !== 'hub' && (
                  <Button variant="default" onClick={() => void choose()}>
                    {t('choose')}
                  </Button>
                )}
              </div>
            )}
          </Field>
        )}
        <Field label={t('name')} hint={t('nameHint')}>
          {ids => (
            <TextInput {...ids} value={name} maxLength={120} onChange={event => setName(event.currentTarget.value)} />
          )}
        </Field>
        {add.trouble && <Failure trouble={add.trouble} />}
        <DialogFoot>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={!request || isRefused} aria-describedby={SAYS_ID} loading={add.busy}>
            {t(kind === 'hub' ? 'download' : 'add')}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}
