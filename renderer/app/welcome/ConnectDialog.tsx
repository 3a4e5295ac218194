import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { CopyIcon, DialogFoot, Field } from '../../ui/index.ts';
import { useT } from '../messages/index.ts';
import styles from './ConnectDialog.module.css';
import { commandsFor, linkOf, readTyped, type Typed, tokenOf, USUAL_PORT } from './remote-core.ts';

export interface ConnectDialogProps {
  /** What stands in the field at first: the address of a core that needs its link anew; null while it is closed. */
  readonly address: string | null;
  readonly onClose: () => void;
  readonly onConnect: (link: string) => void;
}

/** How to reach a core on another machine: two commands to copy, and the link that the first one prints. */
export function ConnectDialog({ address, onClose, onConnect }: ConnectDialogProps) {
  const t = useT('welcome');

  return (
    <Modal opened={address !== null} onClose={onClose} title={t('connectTitle')} size={560}>
      <Form address={address ?? ''} onClose={onClose} onConnect={onConnect} />
    </Modal>
  );
}

interface FormProps extends Omit<ConnectDialogProps, 'address'> {
  readonly address: string;
}

function Form({ address, onClose, onConnect }: FormProps) {
  const t = useT('welcome');
  const say = useT('ui');
  const [link, setLink] = useState(address);
  const [machine, setMachine] = useState('');
  const [token, setToken] = useState('');
  const typed = readTyped(link);
  const port = ('port' in typed && typed.port) || USUAL_PORT;
  const commands = commandsFor(port, machine);
  const knownToken = ('token' in typed ? typed.token : null) ?? tokenOf(token);
  const asksForToken = typed.kind === 'address' && typed.token === null;
  const ready = typed.kind === 'address' && knownToken !== null ? linkOf(typed.port, knownToken) : null;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready !== null) onConnect(ready);
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.says}>{t('connectSays')}</p>
      <ol className={styles.steps}>
        <li>
          {t('connectThere')}
          <Command text={commands.there} />
        </li>
        <li>
          {t('connectHere')}
          <Command text={commands.here} />
          <TextInput
            className={styles.machine}
            aria-label={t('connectMachine')}
            placeholder="you@machine"
            value={machine}
            maxLength={200}
            spellCheck={false}
            onChange={event => setMachine(event.currentTarget.value)}
          />
        </li>
        <li>
          <Field label={t('connectLink')} hint={t('connectLinkSays')} error={wrongIn(typed, t)}>
            {ids => (
              <TextInput
                {...ids}
                data-autofocus
                placeholder={linkOf(port, '…')}
                value={link}
                maxLength={500}
                spellCheck={false}
                onChange={event => setLink(event.currentTarget.value)}
              />
            )}
          </Field>
          {asksForToken && (
            <Field
              label={t('connectToken')}
              hint={t('connectTokenSays')}
              error={token !== '' && tokenOf(token) === null ? t('connectNoToken') : undefined}
            >
              {ids => (
                <TextInput
                  {...ids}
                  value={token}
                  maxLength={200}
                  spellCheck={false}
                  autoComplete="off"
                  onChange={event => setToken(event.currentTarget.value)}
                />
              )}
            </Field>
          )}
        </li>
      </ol>
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          {say('cancel')}
        </Button>
        <Button type="submit" disabled={ready === null}>
          {t('connectAction')}
        </Button>
      </DialogFoot>
    </form>
  );
}

function wrongIn(typed: Typed, t: ReturnType<typeof useT<'welcome'>>): string | undefined {
  if (typed.kind === 'unreadable') return t('connectUnreadable');
  return typed.kind === 'elsewhere' ? t('connectNotLocal', { host: typed.host }) : undefined;
}

function Command({ text }: { readonly text: string }) {
  const t = useT('welcome');
  return (
    <div className={styles.command}>
      <code>{text}</code>
      <CopyIcon text={text} label={t('copyCommand')} />
    </div>
  );
}
