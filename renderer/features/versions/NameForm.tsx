import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useT } from '../../app/messages/index.ts';
import { DialogFoot, Field } from '../../ui/index.ts';
import styles from './Versions.module.css';

export interface NameFormProps {
  /** What the version is called unless the person writes something else. */
  readonly name: string;
  /** The word on the button. */
  readonly submit: string;
  readonly onSubmit: (name: string) => void;
  readonly busy?: boolean;
  /** What else is missing before it can be sent. */
  readonly incomplete?: boolean;
  /** Between the name and the button. */
  readonly children?: ReactNode;
}

/** The name of a version, with what goes with it. */
export function NameForm({ name, submit, onSubmit, busy = false, incomplete = false, children }: NameFormProps) {
  const t = useT('versions');
  const [typed, setTyped] = useState<string | null>(null);
  const written = typed ?? name;

  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit(written);
  };
  return (
    <form onSubmit={send} className={styles.stack}>
      <Field label={t('name')}>
        {ids => (
          <TextInput
            {...ids}
            data-autofocus
            value={written}
            maxLength={120}
            onChange={event => setTyped(event.currentTarget.value)}
          />
        )}
      </Field>
      {children}
      <DialogFoot>
        <Button type="submit" loading={busy} disabled={written.trim() === '' || incomplete}>
          {submit}
        </Button>
      </DialogFoot>
    </form>
  );
}
