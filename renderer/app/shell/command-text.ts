import type { Language } from '../messages/index.ts';
import type { Message, Text } from '../messages/message.ts';

/** The title of a command. Titles count nothing. */
export function textOf(message: Message, language: Language): string {
  const text: Text = language === 'zh-CN' ? message.zh : message.en;
  return typeof text === 'string' ? text : text.other;
}
