/**
 * Turns the mails of SpamAssassin's public corpus into `resources/sample/spam-assassin.jsonl`, one row a mail.
 * The same mails give the same bytes. Run by `npm run sample`; the mails are fetched as a package by the set-up.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MailRow, readMail } from './read-mail.ts';

const FOLDERS = ['easy-ham-1', 'easy-ham-2', 'hard-ham-1', 'spam-1', 'spam-2'];

/** Every mail below a `data` folder of the package, in the order of its path. */
export async function readMails(data: string): Promise<MailRow[]> {
  const ids = FOLDERS.flatMap(folder =>
    readdirSync(join(data, folder))
      .filter(name => name.endsWith('.txt'))
      .sort()
      .map(name => `${folder}/${name.slice(0, -'.txt'.length)}`),
  );
  return Promise.all(ids.map(id => readMail(id, readFileSync(join(data, `${id}.txt`)))));
}

export const toJsonl = (rows: readonly MailRow[]): string => rows.map(row => `${JSON.stringify(row)}\n`).join('');

if (import.meta.main) {
  const data = process.argv[2];
  if (data === undefined) throw new Error('name the data folder of the package');
  const text = toJsonl(await readMails(data));
  writeFileSync(join(import.meta.dirname, '../../resources/sample/spam-assassin.jsonl'), text);
  console.log(`${Buffer.byteLength(text)} bytes, sha256 ${createHash('sha256').update(text).digest('hex')}`);
}
