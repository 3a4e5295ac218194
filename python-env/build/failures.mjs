import { stripVTControlCharacters } from 'node:util';
import { SetUpError } from './errors.mjs';
import { freeBytes, gigabytes } from './files.mjs';

const FULL = /No space left on device|os error (28|112|122)\b|ENOSPC|Disk quota exceeded/i;
const UNREACHED =
  /Failed to (fetch|download|connect)|error sending request|dns error|timed? ?out|Network is unreachable|Connection refused|Could not connect|tcp connect error/i;
const OTHER_BYTES = /hash mismatch for `?([^`\s]+)|Failed to extract archive: (\S+)/i;
const OFFLINE = /network was disabled|network connectivity is disabled|--offline|UV_OFFLINE|no network/i;

/**
 * What a tool's last words mean to a person: a full disk, an address that does not answer, a file that is not what the
 * lock says, a package that is not here while offline. Anything else keeps the words.
 *
 * @param {unknown} error
 * @param {import('./places.mjs').Places} places
 * @param {{ offline: boolean }} sources
 */
export function named(error, places, { offline }) {
  if (!(error instanceof SetUpError) || error.known !== null) return error;
  const output = stripVTControlCharacters(error.output);
  const say = (hint, code, facts) => new SetUpError(error.message, hint, output, { code, facts });

  if (FULL.test(output)) {
    const facts = { folder: places.place, needed: 'more space', free: gigabytes(freeBytes(places.place)) };
    return say('Free some space, or choose a folder on a larger disk.', 'disk.full', facts);
  }
  const mismatch = OTHER_BYTES.exec(output);
  if (mismatch) {
    return say('Choose another mirror.', 'environment.not_as_locked', { package: mismatch[1] ?? mismatch[2] });
  }
  if (offline && (OFFLINE.test(output) || UNREACHED.test(output))) {
    return say('Allow the network, or install from an offline pack.', 'environment.not_in_cache', {});
  }
  if (UNREACHED.test(output)) {
    return say(error.hint, 'environment.unreachable', { host: hostIn(output) });
  }
  return say(error.hint, 'environment.build_failed', { reason: lastWords(output) || error.message });
}

/** The first address that the words name; a tool names the one it could not reach first. */
function hostIn(output) {
  const address =
    /https?:\/\/([^\s/`'"()]+)/.exec(output)?.[1] ?? /tcp connect error[^\n]*?([\w.-]+:\d+)/.exec(output)?.[1];
  return address?.replace(/^[^@]*@/, '') ?? 'the package index';
}

function lastWords(output) {
  const lines = output
    .split(/[\r\n]+/)
    .map(line => line.trim())
    .filter(Boolean);
  return (lines.find(line => /^error\b|^× /i.test(line)) ?? lines.at(-1) ?? '').slice(0, 300);
}
