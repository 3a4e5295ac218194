/** `npm run check`: formatter, types, borders, dead code, drift of generated files, in both languages. */
import { checks, runChecks } from './checks.mjs';

const wanted = process.argv.slice(2);
const list = checks().filter(({ name }) => wanted.length === 0 || wanted.some(word => name.startsWith(word)));
const failed = await runChecks(list, line => console.log(line));

console.log(failed.length === 0 ? `${list.length} checks passed` : `${failed.length} of ${list.length} checks failed`);
process.exitCode = failed.length > 0 || list.length === 0 ? 1 : 0;
