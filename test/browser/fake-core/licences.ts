import { type AllowedUses, LicenceAnswer, Source } from '../../../native-bridge/contract/index.ts';
import { dataset, ids } from './made/index.ts';

const OPEN: AllowedUses = { training: 'yes', shareData: 'yes', shareModel: 'yes', commercial: 'yes' };
const NOT_COMMERCIAL: AllowedUses = { training: 'yes', shareData: 'yes', shareModel: 'unknown', commercial: 'no' };
const FORBIDDEN: AllowedUses = { training: 'no', shareData: 'no', shareModel: 'unknown', commercial: 'unknown' };
const DAY_MS = 86_400_000;

const known = Source.parse({
  sha256: dataset.sourceSha256.padEnd(64, '0').slice(0, 64),
  name: dataset.sourceName,
  sizeBytes: 8_934_112,
  origin: 'https://spamassassin.apache.org/old/publiccorpus/',
  licence: 'PDDL-1.0 AND CC0-1.0',
  allowed: OPEN,
  retrievedAtMs: dataset.createdAtMs,
  entered: { from: 'card', by: 'README.md', atMs: dataset.createdAtMs },
  datasetIds: [ids.dataset],
});
const forbidden = Source.parse({
  ...known,
  sha256: 'b'.repeat(64),
  name: 'newsletters 2003 with a rather long name 邮件存档.mbox.gz',
  sizeBytes: null,
  origin: 'a colleague, by mail',
  licence: 'LicenseRef-internal-use',
  allowed: FORBIDDEN,
  entered: { from: 'person', by: 'ada', atMs: dataset.createdAtMs + DAY_MS },
  datasetIds: [ids.dataset, 'ds_newsletters0'],
});
const unknown = Source.parse({
  ...known,
  sha256: 'c'.repeat(64),
  name: 'more.csv',
  sizeBytes: 1_204,
  origin: '',
  licence: 'unknown',
  allowed: { training: 'unknown', shareData: 'unknown', shareModel: 'unknown', commercial: 'unknown' },
  entered: null,
});

const answers = [
  { words: 'The author wrote on 3 May that training on them is fine; the letter is in the archive.', stands: true },
  { words: 'I wrote these mails.', stands: false },
].map(({ words, stands }, index) =>
  LicenceAnswer.parse({
    id: 2 - index,
    sha256: forbidden.sha256,
    sourceName: forbidden.name,
    use: 'training',
    licence: stands ? forbidden.licence : 'unknown',
    allowed: stands ? 'no' : 'unknown',
    words,
    by: 'ada',
    atMs: dataset.createdAtMs + DAY_MS * (2 - index),
    stands,
  }),
);

/** A ledger with a source of each sort. Training goes on at once, sharing a model asks. */
export const licenceAnswers = {
  sources: () => [known, forbidden, unknown],
  describe: () => known,
  readCard: () => known,
  reading: ({ licence }: Record<string, unknown>) => ({
    licence: String(licence),
    allowed: licence === 'unknown' ? unknown.allowed : NOT_COMMERCIAL,
    basis:
      licence === 'unknown'
        ? []
        : [{ id: String(licence), address: 'https://creativecommons.org/licenses/by-nc/4.0/' }],
  }),
  known: () => [
    { id: 'CC0-1.0', allowed: OPEN, address: 'https://creativecommons.org/publicdomain/zero/1.0/' },
    { id: 'CC-BY-NC-4.0', allowed: NOT_COMMERCIAL, address: 'https://creativecommons.org/licenses/by-nc/4.0/' },
  ],
  unconfirmed: ({ use }: Record<string, unknown>) => (use === 'training' ? [] : [forbidden, unknown]),
  confirm: () => answers,
  answers: () => answers,
};
