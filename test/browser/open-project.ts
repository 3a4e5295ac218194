import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type App, openApp } from '../../native-bridge/app.ts';
import { serve } from '../../native-bridge/hosts/server.ts';
import { launchChromium, type Trouble, watch } from './chromium.ts';

export interface OpenProject extends AsyncDisposable {
  readonly app: App;
  readonly page: Page;
  /** Where the page is served, to go to another address of it. */
  readonly address: string;
  readonly trouble: Trouble;
  /** Lets go of files and folders of the disk above the page, as a person does. */
  drop(...files: readonly string[]): Promise<void>;
}

/** A project on a real core, and its page in a real Chromium. */
export async function openProject(project: string, options: BrowserContextOptions = {}): Promise<OpenProject> {
  await using opening = new AsyncDisposableStack();
  const app = opening.use(openApp(project));
  const serving = opening.use(await serve(app, { page: join(import.meta.dirname, '../../dist/renderer') }));
  const browser = await launchChromium();
  opening.defer(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const trouble = watch(context, page);
  await page.goto(serving.link);
  // Whoever went elsewhere before the page has read its token would take it away with the address.
  await page.waitForURL(url => url.hash === '');
  const open = opening.move();
  return {
    app,
    page,
    address: serving.address,
    trouble,
    drop: async (...files) => {
      const session = await context.newCDPSession(page);
      const data = { items: [], files: [...files], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await session.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
      }
      await session.detach();
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
