import type { Email } from 'postal-mime';
import { brokenLine, type FileRecord } from './format.ts';
import type { Source } from './source.ts';

const HTML = {
  wordwrap: false as const,
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'table', format: 'block' },
  ],
};

/** Every mail has one of these. */
const TELLING = new Set(['from', 'to', 'date', 'subject', 'message-id', 'received', 'return-path']);

/** A mail as a row: date in UTC, sender, subject, and the body as a person reads it. */
export async function mailRecord(source: Source, line: number, bytes: Uint8Array): Promise<FileRecord> {
  // Loaded when it is needed: most imports see no mail.
  const { default: PostalMime } = await import('postal-mime');
  let mail: Email;
  try {
    mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true });
  } catch (error) {
    return brokenLine(source, line, `not a mail, ${(error as Error).message.slice(0, 120)}`);
  }
  if (!mail.headers.some(({ key }) => TELLING.has(key)))
    return brokenLine(source, line, 'not a mail, it has no headers');
  return {
    line,
    cells: {
      date: toIso(mail.headers.find(({ key }) => key === 'date')?.value),
      from: senderOf(mail),
      subject: toPlain(mail.subject ?? ''),
      body: toPlain(await bodyOf(mail)),
    },
  };
}

/** `Name <address>`, or the one of the two that there is. */
function senderOf({ from }: Email): string | null {
  const [name, address] = [from?.name?.trim(), from?.address?.trim()];
  return (name && address && name !== address ? `${name} <${address}>` : address || name) || null;
}

/** The plain part, or the HTML part as text when there is no plain one with a word in it. */
async function bodyOf({ text = '', html }: Email): Promise<string> {
  if (text.trim() !== '' || html === undefined) return text;
  const { convert } = await import('html-to-text');
  return convert(html, HTML);
}

/** Line ends as they are on this side of the network, and nothing that a text column cannot hold. */
const toPlain = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\0', '').trim().toWellFormed();

function toIso(date: string | undefined): string | null {
  const ms = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
