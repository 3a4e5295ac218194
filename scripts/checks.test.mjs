import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { checks, root, runChecks } from './checks.mjs';

const node = code => ({ name: code, command: [process.execPath, '-e', code], folder: root });

test('each check has one line, and only one that fails shows what it wrote', async () => {
  const said = [];

  const failed = await runChecks([node('console.log("quiet")'), node('console.log("why"); process.exit(3)')], line =>
    said.push(line),
  );

  expect(failed).toEqual(['console.log("why"); process.exit(3)']);
  expect(said.sort()).toEqual([
    expect.stringMatching(/^FAILED {2}/),
    expect.stringMatching(/^ok {6}console\.log\("quiet"\) {2}\d+\.\d s$/),
    'why',
  ]);
});

test('a check whose program is not there fails', async () => {
  const failed = await runChecks([{ name: 'ghost', command: ['/no/such/program'], folder: root }], () => {});
  expect(failed).toEqual(['ghost']);
});

test('the check of import borders reads TypeScript: it sees the modules of every room', { timeout: 60_000 }, () => {
  const { command } = checks().find(({ name }) => name === 'dependency-cruiser');
  const [program, ...words] = [...command, '--output-type', 'json'];
  const { stdout } = spawnSync(program, words, { cwd: root, encoding: 'utf8', maxBuffer: 1e9 });

  const modules = JSON.parse(stdout).modules.map(({ source }) => source);
  for (const room of ['native-bridge', 'renderer', 'scripts']) {
    expect(modules.filter(source => source.startsWith(`${room}/`)).length).toBeGreaterThan(10);
  }
  expect(modules.filter(source => source.endsWith('.tsx')).length).toBeGreaterThan(10);
});
