/**
 * The pictures of the README: the real page in a real browser on the demo project. Run `npm run demo` first.
 * `npm run screenshots [folder of pictures] [project]`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openApp } from '../native-bridge/app.ts';
import { attention, dataset, evaluation, exporting, type Method, training } from '../native-bridge/contract/index.ts';
import { projectOf } from '../native-bridge/hosts/cli/run-command.ts';
import { serve } from '../native-bridge/hosts/server.ts';
import { launchChromium } from '../test/browser/chromium.ts';

const root = join(import.meta.dirname, '..');
const [pictures = join(root, 'docs/pictures'), project = projectOf({})] = process.argv.slice(2);
mkdirSync(pictures, { recursive: true });

const app = openApp(project);
const serving = await serve(app, { page: join(root, 'dist/renderer') });
const browser = await launchChromium();
try {
  const newest = async (method: Method, key = 'id'): Promise<string> => {
    const [first] = (await app.router.ask(method.name, {})) as Record<string, string>[];
    if (first === undefined) throw new Error(`${method.name} is empty: run npm run demo first`);
    return first[key] ?? '';
  };
  const pages = {
    home: '/',
    data: `/data/${await newest(dataset.datasets)}`,
    run: `/runs/${await newest(training.runs)}`,
    evaluation: `/evaluations/${await newest(evaluation.evaluations)}`,
    attention: `/attention/${await newest(attention.attentions)}`,
    export: `/exports/${await newest(exporting.exports)}`,
    environment: '/environment',
  };
  for (const [theme, language, suffix] of [
    ['light', 'en-GB', ''],
    ['dark', 'zh-CN', '-dark-zh'],
  ] as const) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: 1.5,
      colorScheme: theme,
      locale: language,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(serving.link, { waitUntil: 'networkidle' });
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(`${serving.address}${path}`);
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(1500);
      await page.screenshot({ path: join(pictures, `${name}${suffix}.png`) });
      console.log(`${name}${suffix}.png`);
    }
    await context.close();
  }
} finally {
  await browser.close();
  await serving[Symbol.asyncDispose]();
  app[Symbol.dispose]();
}
