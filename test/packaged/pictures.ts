import { join } from 'node:path';
import type { Page } from 'playwright-core';
import {
  attention,
  dataset,
  evaluation,
  exporting,
  type Method,
  training,
} from '../../native-bridge/contract/index.ts';
import type { Session } from '../../native-bridge/hosts/session.ts';

/**
 * The pictures of the README: the window of the packaged app with the sample in it. Taken on the walk where
 * `LUTHIER_WALK_PICTURES` names a folder for them.
 */

const SIZE = { width: 1360, height: 860, deviceScaleFactor: 1.5, mobile: false };
/** Charts and grids draw themselves after their numbers have come. */
const DRAWN_MS = 2500;

interface Picture {
  readonly name: string;
  readonly route: string;
  readonly theme?: 'light' | 'dark';
  readonly language?: 'en' | 'zh-CN';
}

/** The welcome page, before anything is open. */
export async function takeWelcome(page: Page, folder: string): Promise<void> {
  // Tests run without the sandbox, people do not.
  await page.getByRole('button', { name: 'I know' }).click();
  await take(page, folder, [{ name: 'welcome', route: '/' }]);
}

/** The pages of the sample. */
export async function takeSample(page: Page, folder: string, session: Session): Promise<void> {
  const first = async (list: Method): Promise<string> => {
    const [newest] = (await session.ask(list, {})) as { id: string }[];
    return newest?.id ?? '';
  };
  const home = '/';
  const data = `/data/${await first(dataset.datasets)}`;
  const run = `/runs/${await first(training.runs)}`;
  const scores = `/evaluations/${await first(evaluation.evaluations)}`;
  const heads = `/attention/${await first(attention.attentions)}`;
  const artefact = `/exports/${await first(exporting.exports)}`;
  await take(page, folder, [
    { name: 'home', route: home },
    { name: 'data', route: data },
    { name: 'run', route: run },
    { name: 'evaluation', route: scores },
    { name: 'attention', route: heads },
    { name: 'export', route: artefact },
    { name: 'run-dark', route: run, theme: 'dark' },
    { name: 'attention-dark', route: heads, theme: 'dark' },
    { name: 'home-zh', route: home, language: 'zh-CN' },
    { name: 'evaluation-dark-zh', route: scores, theme: 'dark', language: 'zh-CN' },
  ]);
}

async function take(page: Page, folder: string, pictures: readonly Picture[]): Promise<void> {
  const devices = await page.context().newCDPSession(page);
  await devices.send('Emulation.setDeviceMetricsOverride', SIZE);
  for (const { name, route, theme = 'light', language = 'en' } of pictures) {
    await looks(page, theme, language);
    await page.goto(`luthier://app${route}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForTimeout(DRAWN_MS);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
  await devices.send('Emulation.clearDeviceMetricsOverride');
  await looks(page, 'auto', 'en');
  await page.goto('luthier://app/');
}

/** As the preferences of the page would keep it. */
async function looks(page: Page, theme: string, language: string): Promise<void> {
  await page.evaluate(
    ([theme, language]) => {
      localStorage.setItem('luthier.theme', theme);
      localStorage.setItem('luthier.language', language);
    },
    [theme, language] as const,
  );
}
