import type { Page } from 'playwright-core';

/** What a person would see is wrong with a page: words cut, words over words, things outside, nothing where the focus is. */

/** Goes to another page as a click does, without loading anything anew, and waits until nothing says that it is loading. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(to => history.pushState(null, '', to), path);
  await settled(page);
}

/** Nothing waits for an answer any more, charts are drawn, and two frames have passed. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1, main h2, main [class*="EmptyState"]').first().waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector('main [class*="Skeleton"], main [class*="Waiting"]') === null &&
      [...document.querySelectorAll('[class*="Figure"] [data-picks], [class*="Figure_plot"]:not([data-empty])')].every(
        plot => plot.querySelector('svg') !== null,
      ),
    null,
    { timeout: 10_000 },
  );
  await page.waitForTimeout(120);
}

/** Everything that is wrong with how words and boxes stand, a line each, and still is half a second later. */
export async function misplaced(page: Page): Promise<string[]> {
  const look = async () => [...(await outside(page)), ...(await cutTexts(page)), ...(await overlapping(page))];
  if ((await look()).length === 0) return [];
  // A chart takes the size of its place a tenth of a second after it is drawn.
  await page.waitForTimeout(500);
  return look();
}

/** The window never scrolls sideways, nor does the page in it, and no words lie beyond the window's edge. */
function outside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = [document.documentElement, ...document.querySelectorAll<HTMLElement>('main')]
      .filter(element => element.scrollWidth > element.clientWidth + 1)
      .map(element => `${element.tagName} scrolls sideways: ${element.scrollWidth} > ${element.clientWidth}`);
    const isTall = document.documentElement.scrollHeight > window.innerHeight + 1;
    return [...scrolls, ...(isTall ? ['the window scrolls'] : [])];
  });
}

/**
 * Words that end at an edge behind which nothing scrolls. An ellipsis is no fault where the whole is to be had: in a
 * title, or by opening the row, the cell or the control that it stands in.
 */
function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** Their own rules: a text of the job, a text field, a drawing. Cells of the grid have their row beside them. */
    const OWN = '.monaco-editor, .xterm, .ag-cell, svg, canvas, textarea, [class*="heard"], [class*="skip"]';
    const REACHED = '[title], tr[tabindex], [role="option"], [class*="opens"], button, a[href]';
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = (node.textContent ?? '').trim();
      if (!parent || text === '' || parent.closest(OWN) || !parent.checkVisibility({ checkVisibilityCSS: true }))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const words = range.getBoundingClientRect();
      for (let box: Element | null = parent; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.position === 'fixed') break;
        const edge = box.getBoundingClientRect();
        if (edge.width <= 2 || edge.height <= 2) break; // For those who hear the page.
        const sideways = words.right > edge.right + 1 || words.left < edge.left - 1;
        const down = words.bottom > edge.bottom + 4 || words.top < edge.top - 4;
        const cutsX = style.overflowX === 'hidden' || style.overflowX === 'clip';
        const cutsY = style.overflowY === 'hidden' || style.overflowY === 'clip';
        if ((sideways && cutsX) || (down && cutsY)) {
          const says = style.textOverflow === 'ellipsis' || style.getPropertyValue('-webkit-line-clamp') !== 'none';
          if (!says || !box.closest(REACHED))
            found.push(`${says ? 'out of reach' : 'cut'}: "${text.slice(0, 50)}" in ${box.className || box.tagName}`);
          break;
        }
        const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll';
        if ((sideways && scrolls(style.overflowX)) || (down && scrolls(style.overflowY))) break;
      }
    }
    return found;
  });
}

/** Words that lie over other words. */
function overlapping(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const OWN = '.monaco-editor, .xterm, [class*="heard"], [class*="skip"], [role="tooltip"], .hoverlayer, option';
    interface Words {
      readonly text: string;
      readonly parent: Element;
      readonly box: DOMRect;
    }
    const seen: Words[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = (node.textContent ?? '').trim();
      if (!parent || text === '' || parent.closest(OWN) || !parent.checkVisibility({ checkVisibilityCSS: true }))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        const box = shown(parent, line);
        if (box.width > 2 && box.height > 4) seen.push({ text, parent, box });
      }
    }
    seen.sort((one, other) => one.box.left - other.box.left);
    const found = new Set<string>();
    for (const [at, one] of seen.entries()) {
      for (const other of seen.slice(at + 1)) {
        if (other.box.left > one.box.right) break;
        if (other.parent === one.parent || layer(other.parent) !== layer(one.parent)) continue;
        const across = Math.min(one.box.right, other.box.right) - other.box.left;
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // Line boxes of tight lines touch; letters do not.
        if (across > 2 && down > Math.min(one.box.height, other.box.height) * 0.35)
          found.add(`"${one.text.slice(0, 40)}" lies over "${other.text.slice(0, 40)}"`);
      }
    }
    return [...found];

    /** The part of a line that no box around it hides. */
    function shown(parent: Element, line: DOMRect): DOMRect {
      let { left, top, right, bottom } = line;
      for (let box: Element | null = parent; box && box !== document.body; box = box.parentElement) {
        const { overflowX, position } = getComputedStyle(box);
        if (overflowX !== 'visible') {
          const edge = box.getBoundingClientRect();
          [left, top] = [Math.max(left, edge.left), Math.max(top, edge.top)];
          [right, bottom] = [Math.min(right, edge.right), Math.min(bottom, edge.bottom)];
        }
        if (position === 'fixed') break;
      }
      return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    }

    /** What floats or sticks lies over the rest on purpose, and on a ground of its own. */
    function layer(element: Element): Element {
      for (let box: Element | null = element; box; box = box.parentElement) {
        const { position } = getComputedStyle(box);
        if (position === 'fixed' || position === 'sticky' || box.hasAttribute('data-portal')) return box;
      }
      return document.body;
    }
  });
}

/** Makes every text of the page 40 % longer, as a language of longer words would, and the page find place for it. */
export async function lengthen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const OWN = '.monaco-editor, .xterm, .ag-cell, svg, script, style, kbd, option';
    window.lengthened ??= new WeakMap();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node as Text);
    for (const node of nodes) {
      const text = node.data.trim();
      const isLong = window.lengthened.get(node) === node.data;
      if (isLong || node.parentElement?.closest(OWN) || !/\p{L}{2}/u.test(text)) continue;
      const more = Math.ceil(text.length * 0.4);
      node.data = node.data.replace(
        text,
        () => text + (text.includes(' ') ? ` ${text.slice(0, more - 1)}` : text.slice(-more)),
      );
      window.lengthened.set(node, node.data);
    }
  });
  await page.waitForTimeout(60);
}

/** What still moves for longer than a hundredth of a second where a person asked for no motion. */
export function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.getAnimations().flatMap(animation => {
      const { endTime = 0 } = animation.effect?.getComputedTiming() ?? {};
      const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null;
      return Number(endTime) > 10 ? [`${target?.className} moves for ${endTime} ms`] : [];
    }),
  );
}

const MOST_STOPS = 400;

/** Walks the page by Tab. Says where the focus is not seen, where it jumps, and where it is caught. */
export async function tabThrough(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    getSelection()?.removeAllRanges();
    window.tabbed = { stops: [], faults: new Set(), unfocused: new Map() };
  });
  await page.evaluate(noteFocus);
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(noteFocus)) return await page.evaluate(() => [...window.tabbed.faults]);
  }
  return [`caught: after ${MOST_STOPS} times Tab the focus had not left the page`];
}

declare global {
  interface Window {
    lengthened: WeakMap<Text, string>;
    tabbed: { readonly stops: Element[]; readonly faults: Set<string>; readonly unfocused: Map<Element, string> };
  }
}

/** In the page, before the first Tab and after each: true once the walk is round. */
function noteFocus(): boolean {
  const { stops, faults, unfocused } = window.tabbed;
  const at = document.activeElement;
  if (unfocused.size === 0) {
    const all = document.querySelectorAll('a[href], button, input, select, textarea, [tabindex], [contenteditable]');
    for (const element of all) unfocused.set(element, lookOf(element));
    return false;
  }
  if (!at || at === document.body || at === stops[0]) return true;
  if (unfocused.get(at) === lookOf(at)) faults.add(`not seen: ${nameOf(at)}`);
  if (stops.includes(at)) faults.add(`twice: ${nameOf(at)}`);
  if (at instanceof HTMLElement && at.tabIndex > 0) faults.add(`out of order: ${nameOf(at)}`);
  stops.push(at);
  return false;

  /** Of what is focused and of what stands for it: the label of a hidden radio, the frame of an editor, the cell. */
  function lookOf(element: Element): string {
    const near = [element, element.nextElementSibling, element.previousElementSibling];
    for (let box = element.parentElement, up = 0; box && up < 5; box = box.parentElement, up += 1) near.push(box);
    const active = element.getAttribute('aria-activedescendant');
    if (active) near.push(document.getElementById(active));
    return near
      .map(box => {
        if (!box) return '';
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, transform } = getComputedStyle(box);
        const ring = outlineStyle === 'none' ? '' : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
        return [ring, boxShadow, box === element ? transform : ''].join(';');
      })
      .join('|');
  }

  function nameOf(element: Element): string {
    const label = element.getAttribute('aria-label') ?? element.textContent ?? '';
    const kind = typeof element.className === 'string' ? element.className : '';
    return `${element.tagName} "${label.trim().slice(0, 40)}" ${kind.slice(0, 60)}`;
  }
}
