import { Autocomplete, Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import {
  Allowed,
  type AllowedUses,
  type LicenceReading,
  LicenceUse,
  licences,
  type Source,
} from '../../../native-bridge/contract/index.ts';
import { errorSentence, useLanguage, useT } from '../../app/messages/index.ts';
import { useAction, useAnswer } from '../../rpc/index.ts';
import { Failure, Field } from '../../ui/index.ts';
import { CardButton } from './CardButton.tsx';
import styles from './Sources.module.css';
import { draftOf, requestOf, usesOf, withUse } from './source-draft.ts';

const NOTHING = {};
const TYPING_MS = 250;

/** Says what is known of one source. A well-known licence fills in its allowed uses; each can be set otherwise. */
export function SourceForm({ source, onDone }: { readonly source: Source; readonly onDone: () => void }) {
  const t = useT('licences');
  const language = useLanguage();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => draftOf(source));
  const [licence] = useDebouncedValue(draft.licence, TYPING_MS);
  const known = useAnswer(licences.known, NOTHING);
  const read = useAnswer(licences.reading, { licence });
  const describe = useAction(licences.describe);
  const reading = read.state === 'ready' ? read.value : null;
  const refused = read.state === 'failed' && read.trouble.kind === 'error' ? read.trouble.error : null;
  const request = requestOf(draft, source);

  // Who opens the form means to write in it, and it may open below the edge of the window.
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' });
    form.current?.querySelector('input')?.focus({ preventScroll: true });
  }, []);

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (request === null || (await describe.run(request)) !== null) onDone();
  };

  return (
    <form ref={form} className={styles.form} onSubmit={event => void send(event)}>
      {describe.trouble && <Failure trouble={describe.trouble} />}
      {read.state === 'failed' && refused === null && <Failure trouble={read.trouble} retry={read.refresh} />}
      <CardButton source={source} onRead={onDone} />
      <div className={styles.fields}>
        <Field
          label={t('licence')}
          hint={t('licenceHint')}
          error={refused ? errorSentence(refused, language) : undefined}
        >
          {ids => (
            <Autocomplete
              {...ids}
              size="xs"
              value={draft.licence}
              limit={12}
              maxLength={500}
              data={known.state === 'ready' ? ['unknown', ...known.value.map(({ id }) => id)] : []}
              onChange={licence => setDraft({ ...draft, licence })}
            />
          )}
        </Field>
        <Field label={t('origin')} hint={t('originHint')}>
          {ids => (
            <TextInput
              {...ids}
              value={draft.origin}
              maxLength={2000}
              onChange={event => setDraft({ ...draft, origin: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={t('retrievedOn')}>
          {ids => (
            <TextInput
              {...ids}
              type="date"
              value={draft.retrieved}
              onChange={event => setDraft({ ...draft, retrieved: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <Uses uses={usesOf(draft, source, reading)} onSay={(use, answer) => setDraft(withUse(draft, use, answer))} />
      {reading && <Basis reading={reading} />}
      <div className={styles.actions}>
        <Button variant="default" onClick={onDone}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={describe.busy} disabled={read.state === 'failed'}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}

interface UsesProps {
  readonly uses: AllowedUses;
  readonly onSay: (use: LicenceUse, answer: Allowed) => void;
}

function Uses({ uses, onSay }: UsesProps) {
  const t = useT('licences');
  const id = useId();
  return (
    <div className={styles.uses}>
      {LicenceUse.options.map(use => (
        <div key={use}>
          <div id={`${id}-${use}`} className={styles.useName}>
            {t(use)}
          </div>
          <SegmentedControl
            size="xs"
            fullWidth
            aria-labelledby={`${id}-${use}`}
            value={uses[use]}
            data={Allowed.options.map(answer => ({ value: answer, label: t(answer) }))}
            onChange={answer => onSay(use, answer)}
          />
        </div>
      ))}
    </div>
  );
}

/** Where the filled-in uses come from: they are a reading of that text, and the text is what counts. */
function Basis({ reading: { basis } }: { readonly reading: LicenceReading }) {
  const t = useT('licences');
  return basis.map(({ id, address }) => (
    <p key={id} className={styles.dim}>
      {address === null ? t('notInTable', { licence: id }) : t('restsOn', { address })}
    </p>
  ));
}
