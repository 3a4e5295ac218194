import { Select } from '@mantine/core';
import { type ChatKeys, ChatPart, type FoundChat, speakerParts } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { FieldGrid } from '../../ui/index.ts';
import styles from './ImportWizard.module.css';

export interface ChatKeyFieldsProps {
  readonly found: FoundChat;
  readonly chat: ChatKeys;
  /** Of the chats in the first rows, and of those that cannot be read with these keys. */
  readonly counts: { readonly all: number; readonly unread: number };
  readonly onChange: (chat: ChatKeys) => void;
}

const PART_WORDS = { user: 'partUser', assistant: 'partAssistant', system: 'partSystem' } as const;

/** Under which keys a chat says who speaks and what, and who each speaker is for a model. */
export function ChatKeyFields({ found, chat, counts, onChange }: ChatKeyFieldsProps) {
  const t = useT('dataset');
  const keys = found.keys.map(({ key }) => key);
  const valuesOf = (key: string) => found.keys.find(known => known.key === key)?.values ?? [];

  return (
    <section className={styles.part} aria-label={t('chatKeys', { column: chat.column })}>
      <div className={styles.line}>
        <strong>{t('chatKeys', { column: chat.column })}</strong>
        <span className={styles.dim}>{t('chatKeysSays')}</span>
      </div>
      <FieldGrid>
        <Select
          label={t('speakerKey')}
          data={keys}
          value={chat.speaker}
          onChange={speaker => speaker && onChange({ ...chat, speaker, speakers: speakerParts(valuesOf(speaker)) })}
        />
        <Select
          label={t('textKey')}
          data={keys}
          value={chat.text}
          onChange={text => text && onChange({ ...chat, text })}
        />
        {valuesOf(chat.speaker).map(speaker => (
          <Select
            key={speaker}
            label={t('speakerIs', { speaker })}
            data={ChatPart.options.map(part => ({ value: part, label: t(PART_WORDS[part]) }))}
            value={chat.speakers[speaker] ?? null}
            onChange={part =>
              part && onChange({ ...chat, speakers: { ...chat.speakers, [speaker]: part as ChatPart } })
            }
          />
        ))}
      </FieldGrid>
      {counts.unread > 0 && <p className={styles.warn}>{t('chatUnread', { count: counts.unread, all: counts.all })}</p>}
    </section>
  );
}
