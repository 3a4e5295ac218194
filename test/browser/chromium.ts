import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where pictures of the pages go: looked at by people, kept by CI. */
export const ARTIFACTS = join(import.meta.dirname, '../artifacts');

/** The real Chromium of this machine; `npm test` has put it here. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Error(`no Chromium at ${executablePath}: run npm test, or set CHROMIUM_PATH`);
  mkdirSync(ARTIFACTS, { recursive: true });
  return await chromium.launch({ executablePath, args: FLAGS });
}

/** What a page did that it must not do. Empty at the end of every tour. */
export interface Trouble {
  readonly outside: string[];
  readonly violations: string[];
  readonly errors: string[];
}

/** Each breach is told on the console, also one that the browser would tell nobody. */
const TELL_VIOLATIONS = `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  console.error('Content Security Policy: ' + violatedDirective + ' refused ' + blockedURI))`;

/** Notes every request that leaves this machine, every breach of the content security policy, every uncaught error. */
export function watch(context: BrowserContext, page: Page): Trouble {
  const trouble: Trouble = { outside: [], violations: [], errors: [] };
  context.on('request', request => {
    const { protocol, hostname } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1') trouble.outside.push(request.url());
  });
  void context.addInitScript({ content: TELL_VIOLATIONS });
  page.on('console', message => {
    if (/Content Security Policy/i.test(message.text())) trouble.violations.push(message.text());
    else if (message.type() === 'error') trouble.errors.push(message.text());
  });
  page.on('pageerror', error => trouble.errors.push(String(error.stack ?? error)));
  return trouble;
}

interface Animated {
  getAnimations(): {
    readonly effect: { getComputedTiming(): { readonly endTime?: unknown } } | null;
    readonly finished: Promise<unknown>;
  }[];
}

/** What was clicked is on its way to the core, which does its work at once where nothing holds it up any more. */
export const reachedCore = () => setTimeout(300);

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** What axe finds against WCAG 2.1 AA in the page or a part of it, one line a rule. A terminal has the job's colours. */
export async function inaccessible(page: Page, part = 'html', only: readonly string[] = []): Promise<string[]> {
  // What is still fading in has not the contrast that it will have.
  await page.evaluate(async () => {
    const { document } = globalThis as unknown as { readonly document: Animated };
    const fading = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(fading.map(({ finished }) => finished));
  });
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    ({ part, runOnly }) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run({ include: [part], exclude: ['.xterm'] }, { runOnly }),
    { part, runOnly: only.length > 0 ? [...only] : WCAG },
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`);
}
