import { existsSync } from 'node:fs';
import { SetUpError } from '../../python-env/build/errors.mjs';
import { onPath } from '../../python-env/build/path.mjs';
import { aptInstall, canAptInstall } from './debian.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A real Chromium for the tests of the page. */
export const browser = {
  title: 'Chromium for the tests',
  download: 'needed',
  isReady: () => chromiumPath() !== null,
  run: async (_context, say) => {
    if (!canAptInstall()) {
      throw new SetUpError(
        'No Chromium was found.',
        'Install one (Debian: apt install chromium), or name one in CHROMIUM_PATH.',
      );
    }
    await aptInstall(['chromium'], say);
  },
};

/** The browser that tests start: CHROMIUM_PATH, else the first of the usual ones. */
export function chromiumPath(env = process.env) {
  if (env.CHROMIUM_PATH) return existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
  for (const name of NAMES) {
    const path = onPath(name, env);
    if (path !== null) return path;
  }
  return PLACES.find(existsSync) ?? null;
}
