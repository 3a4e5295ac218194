/**
 * `npm run bench -- <id> [--json] [--pairs N] [--short]`: measures ours against named peers, side by side.
 * The last line of stdout is the outcome, one JSON object a benchmark; all that is for people goes to stderr.
 */
import { parseArgs } from 'node:util';
import { BENCHMARKS } from './benchmarks.ts';
import { missedFloors, type Outcome } from './outcome.ts';

const PAIRS = 5;
const PAIRS_SHORT = 3;

const USAGE = `usage: npm run bench -- <${Object.keys(BENCHMARKS).join('|')}>... [--json] [--pairs N] [--short]

  --json     print each outcome as one line of JSON
  --pairs N  rounds, each with ours and every peer once (${PAIRS}; short: ${PAIRS_SHORT})
  --short    less work: for a look, not for the record

Several ids that come from the same runs are measured once: npm run bench -- B1 B2 --json
`;

async function main(args: string[]): Promise<number> {
  const asked = read(args);
  if (asked === null) return 2;

  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const measurements = new Set(asked.ids.map(id => BENCHMARKS[id]).filter(found => found !== undefined));
  const outcomes: Outcome[] = [];
  for (const measure of measurements) {
    const { pairs, isShort } = asked;
    outcomes.push(...(await measure({ pairs, isShort, signal: stop.signal, say })));
  }

  const printed = asked.ids.flatMap(id => outcomes.filter(outcome => outcome.id === id));
  for (const outcome of printed) {
    for (const name of missedFloors(outcome)) say(`${outcome.id}: ${name} is beyond its floor`);
    console.log(asked.isJson ? JSON.stringify(outcome) : inWords(outcome));
  }
  return printed.some(outcome => missedFloors(outcome).length > 0) ? 1 : 0;
}

/** What was asked for; null, with the usage told, when it makes no sense. */
function read(args: string[]) {
  const options = { json: { type: 'boolean' }, pairs: { type: 'string' }, short: { type: 'boolean' } } as const;
  try {
    const { values, positionals: ids } = parseArgs({ args, options, allowPositionals: true });
    const isShort = values.short ?? false;
    const pairs = Number(values.pairs ?? (isShort ? PAIRS_SHORT : PAIRS));
    const unknown = ids.find(id => !Object.hasOwn(BENCHMARKS, id));
    if (unknown !== undefined) throw new Error(`There is no benchmark ${unknown}.`);
    if (ids.length === 0) throw new Error('Which benchmark?');
    if (!Number.isInteger(pairs) || pairs < 1)
      throw new Error(`--pairs takes a whole number from 1, not ${values.pairs}.`);
    return { ids, pairs, isShort, isJson: values.json ?? false };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    return null;
  }
}

function inWords({ id, ours, peers, ratio, goal }: Outcome): string {
  const figures = Object.entries({ ours, ...peers }).map(([name, value]) => `${name} ${value}`);
  const ratios = Object.entries(ratio).map(([name, value]) => `${name} ${value} (goal ${goal[name]?.goal})`);
  return `${id}  ${figures.join('  ')}\n    ${ratios.join('  ')}`;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = (error as Error).name === 'AbortError' ? 130 : 1;
}
