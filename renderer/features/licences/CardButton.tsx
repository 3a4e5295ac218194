import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { LuthierError, licences, type Source } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { localDialogs, type Trouble, troubleOf, useAction, useBridge } from '../../rpc/index.ts';
import { Failure } from '../../ui/index.ts';
import styles from './Sources.module.css';

/** Lets a person choose a dataset card, and takes licence and origin of a source from it. */
export function CardButton({ source, onRead }: { readonly source: Source; readonly onRead: () => void }) {
  const t = useT('licences');
  const bridge = useBridge();
  const field = useRef<HTMLInputElement>(null);
  const read = useAction(licences.readCard);
  const [lost, setLost] = useState<Trouble | null>(null);

  const take = async (card: string | null): Promise<void> => {
    if (card !== null && (await read.run({ sha256: source.sha256, card })) !== null) onRead();
  };
  const send = async (file: File): Promise<void> => {
    setLost(null);
    try {
      await take(await bridge.upload(file));
    } catch (error) {
      setLost(
        error instanceof LuthierError
          ? { kind: 'error', error: error.payload }
          : troubleOf(error, licences.readCard.name),
      );
    }
  };
  const choose = (): void => {
    const dialogs = localDialogs();
    if (dialogs) void dialogs.chooseFile().then(take);
    else field.current?.click();
  };
  const trouble = read.trouble ?? lost;

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; a button chooses the file too.
    <div
      className={styles.card}
      onDragOver={event => event.preventDefault()}
      onDrop={event => {
        event.preventDefault();
        const [file] = event.dataTransfer.files;
        if (file) void send(file);
      }}
    >
      <Button variant="default" loading={read.busy} onClick={choose}>
        {t('readCard')}
      </Button>
      <span className={styles.dim}>{t('readCardSays')}</span>
      <input
        ref={field}
        type="file"
        accept=".md,.markdown,text/markdown"
        hidden
        aria-label={t('chooseCard')}
        onChange={event => {
          const [file] = Array.from(event.currentTarget.files ?? []);
          event.currentTarget.value = '';
          if (file) void send(file);
        }}
      />
      {trouble && <Failure trouble={trouble} />}
    </div>
  );
}
