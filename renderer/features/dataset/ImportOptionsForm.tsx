import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useT } from '../../app/messages/index.ts';
import { Field, FieldGrid } from '../../ui/index.ts';
import styles from './ImportPanel.module.css';
import { givenOptions, type ImportOptions, type OptionField } from './import-story.ts';

const EMPTY: Readonly<Record<OptionField, string>> = {
  name: '',
  format: '',
  encoding: '',
  text: '',
  label: '',
  group: '',
  time: '',
  id: '',
};

export interface ImportOptionsFormProps {
  /** The words on the button: what happens next. */
  readonly submit: string;
  readonly onSubmit: (options: ImportOptions) => void;
}

/** What Luthier would otherwise find out from the file itself. */
export function ImportOptionsForm({ submit, onSubmit }: ImportOptionsFormProps) {
  const t = useT('dataset');
  const [fields, setFields] = useState(EMPTY);

  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit(givenOptions(fields));
  };
  const field = (name: OptionField, label: string, hint: string) => (
    <Field label={label} hint={hint}>
      {ids => (
        <TextInput
          {...ids}
          value={fields[name]}
          placeholder={t('fromFile')}
          onChange={event => setFields({ ...fields, [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );

  return (
    <form onSubmit={send} className={styles.stack}>
      <FieldGrid>
        {field('text', t('roleText'), t('roleTextSays'))}
        {field('label', t('roleLabel'), t('roleLabelSays'))}
        {field('group', t('roleGroup'), t('roleGroupSays'))}
        {field('time', t('roleTime'), t('roleTimeSays'))}
        {field('id', t('roleId'), t('roleIdSays'))}
        {field('encoding', t('encoding'), t('encodingSays'))}
        {field('format', t('format'), t('formatSays'))}
        {field('name', t('name'), t('nameSays'))}
      </FieldGrid>
      <div className={styles.line}>
        <Button type="submit">{submit}</Button>
      </div>
    </form>
  );
}
