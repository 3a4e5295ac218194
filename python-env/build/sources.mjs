import { join } from 'node:path';
import { readText } from './files.mjs';
import { USUAL_SOURCES } from './uv.mjs';

/**
 * What a build may reach, by the settings of a home. Of a file that cannot be understood it is not known whether the
 * person wanted to be offline, so they are.
 *
 * @param {string} home
 * @returns {import('./uv.mjs').Sources}
 */
export function sourcesOf(home) {
  const text = readText(settingsFile(home));
  if (text === null) return USUAL_SOURCES;
  const { offline = false, ...settings } = parse(text) ?? { offline: true };
  const address = name => (typeof settings[name] === 'string' ? settings[name] : null);
  return {
    offline: offline !== false,
    packageIndex: address('packageIndex'),
    torchIndex: address('torchIndex'),
    pythonMirror: address('pythonMirror'),
  };
}

export const settingsFile = home => join(home, 'settings.json');

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
