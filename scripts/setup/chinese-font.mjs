import { spawnSync } from 'node:child_process';
import { aptInstall, canAptInstall } from './debian.mjs';

/** WenQuanYi Micro Hei: 1.6 MB, and every character that the page says. */
const PACKAGE = 'fonts-wqy-microhei';

/** Without one, Chinese is drawn as boxes of other widths than its characters have: nothing to be looked at or measured. */
export const chineseFont = {
  title: 'A Chinese font for the tests of the page',
  download: 'useful',
  isReady: () => !canAptInstall() || hasChineseFont(),
  run: async (_context, say) => {
    try {
      await aptInstall([PACKAGE], say);
    } catch (error) {
      // The tests can do without; their pictures say less.
      return `not there (${error.message})`;
    }
  },
};

/** True when a font that the browser finds can write Chinese. */
export function hasChineseFont() {
  const { stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return Boolean(stdout?.trim());
}
