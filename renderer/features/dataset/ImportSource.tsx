import { Autocomplete, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { licences } from '../../../native-bridge/contract/index.ts';
import { errorSentence, useLanguage, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Field } from '../../ui/index.ts';

/** What a person says of a source; empty where nothing is said. */
export type SourceWords = { readonly origin: string; readonly licence: string };

export interface ImportSourceProps {
  readonly words: SourceWords;
  readonly onChange: (words: SourceWords) => void;
}

const NOTHING = {};

/** Where a file comes from and under which licence: the first line of its place in the ledger of sources. */
export function ImportSource({ words, onChange }: ImportSourceProps) {
  const t = useT('dataset');
  const language = useLanguage();
  const known = useAnswer(licences.known, NOTHING);
  const [asked] = useDebouncedValue(words.licence.trim(), 300);
  const reading = useAnswer(licences.reading, asked === '' ? null : { licence: asked });
  const refused = reading.state === 'failed' && reading.trouble.kind === 'error' ? reading.trouble.error : null;

  return (
    <>
      <Field label={t('sourceOrigin')} hint={t('sourceOriginSays')}>
        {ids => (
          <TextInput
            {...ids}
            value={words.origin}
            maxLength={2000}
            placeholder="https://"
            onChange={event => onChange({ ...words, origin: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        label={t('sourceLicence')}
        hint={t('sourceLicenceSays')}
        error={refused === null ? undefined : errorSentence(refused, language)}
      >
        {ids => (
          <Autocomplete
            {...ids}
            value={words.licence}
            maxLength={500}
            placeholder="CC-BY-4.0"
            limit={8}
            data={known.state === 'ready' ? known.value.map(({ id }) => id) : []}
            onChange={licence => onChange({ ...words, licence })}
          />
        )}
      </Field>
    </>
  );
}
