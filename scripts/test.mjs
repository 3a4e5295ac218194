/**
 * `npm test`: every test of both languages. The last line is `N passed, N failed`.
 * `npm test -- typescript [vitest arguments]` and `npm test -- python [pytest arguments]` run one side;
 * `--checks` runs the checks first, and each that fails counts as a failure.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checks, PYTHON, root, runChecks } from './checks.mjs';
import { add, lastLine, tallyPytest, tallyVitest } from './tally.mjs';

const reports = join(root, 'test', 'artifacts');

const RUNNERS = {
  typescript: async args => {
    const report = join(reports, 'vitest.json');
    const code = await run(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', ...args],
      [...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]],
    );
    return tallyVitest(report, code);
  },
  python: async args => {
    const report = join(reports, 'pytest.xml');
    const code = await run(
      PYTHON,
      ['-m', 'pytest', ...(args.length > 0 ? args : ['python-env/tests'])],
      [...['--quiet', '--color=yes', `--junitxml=${report}`]],
    );
    return tallyPytest(report, code);
  },
};

async function main(words) {
  const withChecks = words[0] === '--checks';
  const [side, ...args] = withChecks ? words.slice(1) : words;
  const failedChecks = withChecks ? await runChecks(checks(), line => console.log(line)) : [];

  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const sides = side === undefined ? Object.keys(RUNNERS) : [side];
  const tallies = [];
  for (const name of sides) {
    if (!Object.hasOwn(RUNNERS, name))
      throw new Error(`no tests are called ${name}; there are ${Object.keys(RUNNERS)}`);
    console.log(`\n== ${name} ==`);
    tallies.push(await RUNNERS[name](args));
  }

  for (const name of failedChecks) console.log(`FAILED check: ${name}`);
  const all = add(...tallies, { passed: 0, failed: failedChecks.length, skipped: 0 });
  console.log(`\n${lastLine(all)}`);
  return all.failed === 0 ? 0 : 1;
}

/** Runs a test runner in front of the person. Returns its exit code. */
function run(command, args, reporting) {
  const env = {
    ...process.env,
    PYTHONPATH: join(root, 'python-env'),
    PYTHONDONTWRITEBYTECODE: '1',
    HF_HUB_OFFLINE: '1',
    OMP_WAIT_POLICY: 'PASSIVE',
  };
  return new Promise(resolve => {
    const child = spawn(command, [...args, ...reporting], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', error => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on('close', code => resolve(code ?? 1));
  });
}

process.exitCode = await main(process.argv.slice(2));
