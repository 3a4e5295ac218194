import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  ERRORS,
  FoundNames,
  JobEvent,
  JobSpec,
  LuthierError,
  ParityCard,
  StatusFile,
  TextScore,
  TextToRead,
  TextToScore,
} from '../../native-bridge/contract/index.ts';
import { pythonOf } from '../../native-bridge/features/environment/index.ts';
import { INSTALLATION } from '../installation.ts';

const SCHEMAS = { JobEvent, JobSpec, StatusFile, ParityCard, TextToScore, TextScore, TextToRead, FoundNames };
const golden = readFileSync(join(import.meta.dirname, 'golden.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as { type: keyof typeof SCHEMAS; value: unknown });

test.each(golden)('CON-1 the core reads a golden $type and writes it back unchanged', ({ type, value }) => {
  expect(SCHEMAS[type].parse(value)).toEqual(value);
});

test('CON-2 Python reads the golden lines and means the same by them', () => {
  const { executable, packages } = pythonOf(INSTALLATION);
  const program = `
import json, sys
from luthier.contract import models
for line in sys.stdin:
    golden = json.loads(line)
    read = getattr(models, golden["type"]).model_validate(golden["value"])
    print(read.model_dump_json(by_alias=True, exclude_unset=True))
`;
  const input = golden.map(line => JSON.stringify(line)).join('\n');
  const output = execFileSync(executable, ['-c', program], { input, env: { PYTHONPATH: packages }, encoding: 'utf8' });

  expect(
    output
      .trim()
      .split('\n')
      .map(line => JSON.parse(line)),
  ).toEqual(golden.map(({ value }) => value));
});

test('CON-3 both halves make the same sentence of an error', () => {
  const error = new LuthierError('training.diverged', { step: 7 }, { field: 'peak_learning_rate' });
  const { executable, packages } = pythonOf(INSTALLATION);
  const program = `
from luthier.contract.models import Where
from luthier.core.errors import LuthierError
print(LuthierError("training.diverged", where=Where(field="peak_learning_rate"), step=7).payload.model_dump_json(by_alias=True, exclude_none=True))
`;
  const said = execFileSync(executable, ['-c', program], { env: { PYTHONPATH: packages }, encoding: 'utf8' });

  expect(JSON.parse(said)).toEqual(error.payload);
});

test.each(Object.entries(ERRORS))(
  'CON-4 %s says what is wrong and one thing to do, without an exclamation',
  (_, { says, hint }) => {
    expect(says).toMatch(/^.+\.$/);
    expect(hint).toMatch(/^.+\.$/);
    expect(says + hint).not.toMatch(/!|oops|failed to|successfully/i);
  },
);
