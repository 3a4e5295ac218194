import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { INSTALLATION } from '../../../test/installation.ts';
import { temporaryFolder } from '../../../test/temporary.ts';
import { models } from '../../contract/index.ts';
import { starterModelFolder } from '../environment/index.ts';
import { seeRows } from './see-rows.ts';

const STARTER = { folder: starterModelFolder(INSTALLATION), name: 'Starter' };

function seen(asked: object, model = STARTER, seconds = 20) {
  const { modelId: _, ...input } = models.asSeen.input.parse({ modelId: 'md_000000000001', ...asked });
  return seeRows(model, input, seconds);
}

const SYSTEM = '<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n';

test('a row is seen as its prompt, which is masked, and its label with the end of the turn, which is learned', async () => {
  const { instruction, rows } = await seen({
    labels: ['ham', 'spam'],
    maxTextTokens: 4,
    rows: [
      { text: 'free money', label: 'spam' },
      { text: 'one two three four five six', label: null },
    ],
  });

  expect(instruction).toBe('Answer with one word: ham or spam.\n\n{text}');
  const user = '<|im_start|>user\nAnswer with one word: ham or spam.\n\n';
  expect(rows[0]).toEqual({
    parts: [
      { text: `${SYSTEM}${user}free money<|im_end|>\n<|im_start|>assistant\n`, learned: false },
      { text: 'spam<|im_end|>', learned: true },
    ],
    promptTokens: 43,
    answerTokens: 3,
    textTokens: 2,
    cut: null,
    refused: null,
  });
  expect(rows[1]).toMatchObject({
    parts: [{ text: `${SYSTEM}${user}one two three four<|im_end|>\n<|im_start|>assistant\n` }],
    answerTokens: 0,
    textTokens: 6,
    cut: { kept: 18, all: 27 },
  });
});

test('of a chat the last answer is learned', async () => {
  const { rows } = await seen({
    rows: [
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: '你好' },
          { role: 'assistant', content: '你好。' },
        ],
      },
      { messages: [{ role: 'user', content: 'unanswered' }] },
    ],
  });

  expect(rows[0]?.parts).toEqual([
    {
      text: '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n你好<|im_end|>\n<|im_start|>assistant\n',
      learned: false,
    },
    { text: '你好。<|im_end|>', learned: true },
  ]);
  expect(rows[1]?.parts.map(({ learned }) => learned)).toEqual([false]);
});

test('a chat that the template refuses says why, and the other rows are seen', async () => {
  using folder = temporaryFolder();
  for (const name of ['tokenizer.json', 'tokenizer_config.json']) {
    folder.write(name, readFileSync(join(STARTER.folder, name)));
  }
  folder.write(
    'chat_template.jinja',
    "{% if messages[0].role == 'system' %}{{ raise_exception('no system here') }}{% endif %}{{ messages[0].content }}",
  );
  const { rows } = await seen(
    { rows: [{ messages: [{ role: 'system', content: 'x' }] }, { messages: [{ role: 'user', content: 'y' }] }] },
    { folder: folder.path, name: 'Mine' },
  );

  expect(rows[0]).toMatchObject({ parts: [], refused: { code: 'model.template_failed' } });
  expect(rows[1]).toMatchObject({ parts: [{ text: 'y' }], refused: null });
});

test('a tokenizer whose patterns never end is ended, and the core goes on', async () => {
  using folder = temporaryFolder();
  const json = JSON.parse(readFileSync(join(STARTER.folder, 'tokenizer.json'), 'utf8')) as Record<string, unknown>;
  const Regex = '(?:a+)+$';
  const pre_tokenizer = { type: 'Split', pattern: { Regex }, behavior: 'Isolated', invert: false };
  folder.write('tokenizer.json', JSON.stringify({ ...json, pre_tokenizer }));
  const text = `${'a'.repeat(60)}b`;

  await expect(seen({ rows: [{ text, label: null }] }, { folder: folder.path, name: 'Mine' }, 1)).rejects.toMatchObject(
    { code: 'model.too_slow', facts: { model: 'Mine', seconds: 1 } },
  );
});
