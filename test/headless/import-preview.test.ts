import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ModelId } from '../../native-bridge/contract/index.ts';
import { starterModelFolder } from '../../native-bridge/features/environment/index.ts';
import { modelTable } from '../../native-bridge/store/models.ts';
import { openDatabase } from '../../native-bridge/store/open.ts';
import { INSTALLATION } from '../installation.ts';
import { temporaryFolder } from '../temporary.ts';

const MAIN = join(INSTALLATION.root, 'native-bridge/hosts/cli/main.ts');

test('CLI-7 a preview says what a model of the project reads and learns of the first rows, without what a terminal obeys', () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  mkdirSync(project);
  const db = openDatabase(join(project, 'luthier.db'));
  modelTable(db).insert({
    id: 'md_000000000001' as ModelId,
    name: 'Starter',
    path: starterModelFolder(INSTALLATION),
    architecture: 'LlamaForCausalLM',
    parameters: 1,
    sizeBytes: 1,
    origin: '',
    licence: '',
    createdAtMs: 1,
  });
  db.close();
  const rows = [
    { text: 'free \u001b[31mmoney', label: 'spam' },
    { text: 'minutes '.repeat(500), label: 'ham' },
  ];
  const file = folder.write('mails.jsonl', rows.map(row => JSON.stringify(row)).join('\n'));

  const said = execFileSync(
    process.execPath,
    [MAIN, '-p', project, 'import', file, '--preview', '--model', 'Starter'],
    { encoding: 'utf8' },
  );
  expect(said).toContain('read    | Answer with one word: spam or ham.');
  expect(said).toContain(
    'read    | free \ufffd[31mmoney<|im_end|>\n  read    | <|im_start|>assistant\n  learned | spam<|im_end|>',
  );
  expect(said).toMatch(/Row 2 as the model sees it: \d+ tokens read, 2 learned, 511 of 4000 characters of the text/);
  expect(said).toMatch(/Tokens of the first 2 rows: median 501, .* longest 501, 1 cut/);
});
