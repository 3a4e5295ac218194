import { readJson, readText } from '../python-env/build/files.mjs';

/** Counts of a runner whose report cannot be read: it crashed, and that is one failure. */
const CRASHED = { passed: 0, failed: 1, skipped: 0 };

/**
 * Counts of a vitest run out of its JSON report. A file that fails to load has no tests and counts as one failure,
 * and so does an exit code that no test explains.
 */
export function tallyVitest(path, exitCode) {
  const report = readJson(path);
  if (report === null) return CRASHED;
  const unloaded = report.testResults.filter(
    file => file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed'),
  );
  return explain(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded.length,
      skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    },
    exitCode,
  );
}

/** Counts of a pytest run out of its JUnit report. */
export function tallyPytest(path, exitCode) {
  const suites = [...(readText(path) ?? '').matchAll(/<testsuite\s[^>]*>/g)].map(([tag]) => tag);
  if (suites.length === 0) return CRASHED;
  const sum = name =>
    suites.reduce((total, tag) => total + Number(new RegExp(`\\b${name}="(\\d+)"`).exec(tag)?.[1] ?? 0), 0);
  const failed = sum('failures') + sum('errors');
  const skipped = sum('skipped');
  return explain({ passed: sum('tests') - failed - skipped, failed, skipped }, exitCode);
}

/** A run of nothing is a failure, and so is a bad exit code without a failed test. */
function explain(counts, exitCode) {
  const ran = counts.passed + counts.failed > 0;
  return counts.failed === 0 && (exitCode !== 0 || !ran) ? { ...counts, failed: 1 } : counts;
}

export const add = (...tallies) =>
  tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );

/** The last line of a test run. */
export const lastLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
