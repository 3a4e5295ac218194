import { convert } from 'html-to-text';
import PostalMime, { type Email } from 'postal-mime';

/** A mail as a row of the sample. */
export interface MailRow {
  /** `<folder>/<file>` of the corpus. */
  readonly id: string;
  /** The Date header in UTC, as the sender wrote it: some are years off. Null when there is none that can be read. */
  readonly date: string | null;
  /** Address of the From header, lower case. Null when there is none. */
  readonly sender: string | null;
  readonly subject: string;
  /** What a person reads: the subject, an empty line, the body. */
  readonly text: string;
  readonly label: 'ham' | 'spam';
  readonly group: string;
}

/** Characters of a body that are kept. A few mails are whole newsletters. */
export const MAX_TEXT = 4000;

const HTML = {
  wordwrap: false as const,
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'table', format: 'block' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(selector => ({ selector, options: { uppercase: false } })),
  ],
};

/** Decodes one mail. Nothing in it is mended: what cannot be decoded stays as replacement characters. */
export async function readMail(id: string, bytes: Uint8Array): Promise<MailRow> {
  const folder = id.slice(0, id.indexOf('/'));
  // A mail inside a mail counts as an attachment: it would come with a header in this machine's time zone and language.
  const mail = await PostalMime.parse(withoutMboxLine(bytes), { forceRfc822Attachments: true });
  const header = (key: string): string | undefined => mail.headers.find(line => line.key === key)?.value;

  const subject = toPlain(mail.subject ?? '');

  return {
    id,
    date: toIso(header('date')),
    sender: mail.from?.address?.trim().toLowerCase() || null,
    subject,
    text: toPlain(`${subject}\n\n${toPlain(bodyOf(mail)).slice(0, MAX_TEXT)}`),
    label: folder.startsWith('spam') ? 'spam' : 'ham',
    group: folder.replace('-ham', ''),
  };
}

/** The plain part, or the HTML part as text when there is no plain one with a word in it. */
function bodyOf(mail: Email): string {
  const plain = mail.text ?? '';
  if (plain.trim() !== '' || mail.html === undefined) return plain;
  return convert(mail.html, HTML);
}

/** Line ends as they are on this side of the network, and no byte that a text column cannot hold. */
const toPlain = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\0', '').trim().toWellFormed();

/** Some mails begin with the line that a mailbox file puts between mails. */
function withoutMboxLine(bytes: Uint8Array): Uint8Array {
  const isMbox = new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === 'From ';
  return isMbox ? bytes.subarray(bytes.indexOf(0x0a) + 1) : bytes;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ZONES: Readonly<Record<string, number>> = {
  EDT: -4,
  EST: -5,
  CDT: -5,
  CST: -6,
  MDT: -6,
  MST: -7,
  PDT: -7,
  PST: -8,
};
const DATE =
  /(\d{1,2}) +([a-z]{3})[a-z]* +(\d{4}|\d{2}) +(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?: *([ap])m)?(?: +(\S+))?/i;

/** A Date header as ISO 8601 in UTC. A zone that says nothing is taken for UTC; a date in another order is null. */
function toIso(header: string | undefined): string | null {
  const [, day, name, year, hour, minute, second = '0', half, zone = ''] = DATE.exec(header ?? '') ?? [];
  const month = MONTHS.indexOf(name?.toLowerCase() ?? '');
  if (month === -1) return null;

  const fullYear = Number(year) + (year?.length === 2 ? 2000 : 0);
  const fullHour = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const local = Date.UTC(fullYear, month, Number(day), fullHour, Number(minute), Number(second));
  return new Date(local - minutesEast(zone) * 60_000).toISOString();
}

function minutesEast(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
  if (sign === undefined) return (ZONES[zone.toUpperCase()] ?? 0) * 60;
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}
