import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { add, lastLine, tallyPytest, tallyVitest } from './tally.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'luthier-tally-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function vitest(report, exitCode) {
  const path = join(folder, 'vitest.json');
  writeFileSync(path, JSON.stringify({ numFailedTests: 0, numPendingTests: 0, testResults: [], ...report }));
  return tallyVitest(path, exitCode);
}

function pytest(xml, exitCode) {
  const path = join(folder, 'pytest.xml');
  writeFileSync(path, xml);
  return tallyPytest(path, exitCode);
}

test('both sides are added up in the last line', () => {
  const typescript = vitest({ numPassedTests: 12 }, 0);
  const python = pytest('<testsuites><testsuite name="pytest" errors="0" failures="0" skipped="0" tests="7"/>', 0);
  expect(lastLine(add(typescript, python))).toBe('19 passed, 0 failed');
});

test('failures, errors and skipped tests are told apart', () => {
  const python = pytest('<testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="1.0">', 1);
  expect(python).toEqual({ passed: 4, failed: 3, skipped: 3 });
  expect(lastLine(python)).toBe('4 passed, 3 failed, 3 skipped');
});

test('a test file that does not load counts as a failure', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }];
  expect(vitest({ numPassedTests: 5, testResults }, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
});

test('a runner that ran nothing, crashed, or ended badly without a failed test counts as a failure', () => {
  const nothing = vitest({ numPassedTests: 0 }, 0);
  const endedBadly = vitest({ numPassedTests: 5 }, 1);
  const crashed = [tallyVitest(join(folder, 'absent.json'), 1), pytest('', 139)];
  expect([nothing, endedBadly, ...crashed].map(lastLine)).toEqual([
    '0 passed, 1 failed',
    '5 passed, 1 failed',
    '0 passed, 1 failed',
    '0 passed, 1 failed',
  ]);
});
