import { expect, test } from 'vitest';
import type { DatasetId, LicenceReading, Source } from '../../../native-bridge/contract/index.ts';
import { draftOf, requestOf, usesOf, withUse } from './source-draft.ts';

const source: Source = {
  sha256: 'a'.repeat(64),
  name: 'mails.jsonl',
  sizeBytes: 12,
  origin: 'https://example.org',
  licence: 'MIT',
  allowed: { training: 'yes', shareData: 'no', shareModel: 'yes', commercial: 'yes' },
  retrievedAtMs: Date.UTC(2024, 4, 31, 23, 30),
  entered: null,
  datasetIds: ['ds_000000000001' as DatasetId],
};
const notCommercial: LicenceReading = {
  licence: 'CC-BY-NC-4.0',
  allowed: { training: 'yes', shareData: 'yes', shareModel: 'unknown', commercial: 'no' },
  basis: [],
};

test('LC-40 a draft that changes nothing asks for nothing, even when a date has a time of day', () => {
  expect(requestOf(draftOf(source), source)).toBeNull();
  expect(requestOf({ ...draftOf(source), licence: ' MIT ' }, source)).toBeNull();
});

test('LC-41 a new licence fills in its uses, what the person said stays, and only that is sent', () => {
  const draft = withUse({ ...draftOf(source), licence: 'cc-by-nc-4.0' }, 'shareModel', 'yes');

  expect(usesOf(draft, source, notCommercial)).toEqual({ ...notCommercial.allowed, shareModel: 'yes' });
  expect(requestOf(draft, source)).toEqual({
    sha256: source.sha256,
    licence: 'cc-by-nc-4.0',
    allowed: { shareModel: 'yes' },
  });
});

test('LC-42 with the licence as it was, the uses as they were stand', () => {
  const reading = { licence: 'MIT', allowed: notCommercial.allowed, basis: [] };

  expect(usesOf(draftOf(source), source, reading)).toEqual(source.allowed);
  expect(requestOf({ ...draftOf(source), retrieved: '2024-06-02' }, source)).toEqual({
    sha256: source.sha256,
    retrievedAtMs: Date.UTC(2024, 5, 2),
  });
});
