import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary.ts';
import { inaccessible } from './chromium.ts';
import { type OpenProject, openProject } from './open-project.ts';

/** Help, tour, shortcuts and empty pages of a real project on a real core. */
async function withEmptyProject(work: (at: OpenProject) => Promise<void>, options = {}): Promise<void> {
  using folder = temporaryFolder();
  await using at = await openProject(folder.path, options);
  await at.page.getByRole('heading', { level: 1 }).first().waitFor();
  await work(at);
  expect(at.trouble).toEqual({ outside: [], violations: [], errors: [] });
}

const go = async ({ page, address }: OpenProject, path: string): Promise<void> => {
  await page.goto(`${address}${path}`);
  await page.locator('main').getByRole('heading').first().waitFor();
};

const EMPTY = ['/', '/data', '/runs', '/evaluations', '/attention', '/exports', '/models', '/jobs'];

test('FM-1 every page of an empty project says what it is for, has one thing to do, and leads to the sample', async () => {
  await withEmptyProject(async at => {
    for (const path of EMPTY) {
      await go(at, path);
      const main = at.page.locator('main');
      await expect.poll(() => main.getByText(/sample/i).count(), { message: path }).toBeGreaterThan(0);
      const filled = await main
        .locator('.mantine-Button-root[data-variant="filled"], .mantine-Button-root:not([data-variant])')
        .count();
      expect(filled, `primary actions of ${path}`).toBe(1);
      const says = (await main.locator('p').allInnerTexts()).join(' ');
      expect(says.length, `what ${path} is for`).toBeGreaterThan(40);
    }
  });
});

test('FM-2 the link to the sample leads from an empty page to where it is filled', async () => {
  await withEmptyProject(async at => {
    await go(at, '/runs');
    await at.page.getByRole('link', { name: 'Or see it with the sample' }).click();
    await at.page.getByRole('button', { name: 'Fill with the sample' }).waitFor();
  });
});

test('FM-3 the tour is offered once, goes over the screen, is left by Esc, and gives the focus back', async () => {
  await withEmptyProject(async ({ page, address }) => {
    await page.getByRole('button', { name: 'Take the tour' }).click();
    const stop = page.locator('.driver-popover');
    await stop.getByText('1 of 7').waitFor();
    expect(await inaccessible(page)).toEqual([]);
    for (const place of [2, 3, 4, 5, 6, 7]) {
      // While it moves on, a second press is taken for the same.
      await page.waitForTimeout(500);
      await page.keyboard.press('ArrowRight');
      await stop.getByText(`${place} of 7`).waitFor();
    }
    await page.keyboard.press('Escape');
    await stop.waitFor({ state: 'detached' });

    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page
      .getByText('What comes next')
      .or(page.getByRole('button', { name: 'Fill with the sample' }))
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: 'Take the tour' }).count()).toBe(0);
    expect(await stop.count()).toBe(0);
  });
});

test('FM-4 the tour is taken from another page by the palette, in Chinese, and left by its button at any stop', async () => {
  await withEmptyProject(
    async at => {
      await go(at, '/jobs');
      await at.page.keyboard.press('Control+k');
      await at.page.getByPlaceholder('搜索命令').fill('导览');
      await at.page.keyboard.press('Enter');
      const stop = at.page.locator('.driver-popover');
      await stop.getByText('1 / 7').waitFor();
      await stop.getByRole('button', { name: '下一步' }).click();
      await stop.getByText('2 / 7').waitFor();
      await stop.locator('.luthier-tour-leave').click();
      await stop.waitFor({ state: 'detached' });
      await expect.poll(() => at.page.evaluate(() => document.activeElement !== document.body)).toBe(true);
    },
    { locale: 'zh-CN', reducedMotion: 'reduce' },
  );
});

test('FM-5 F1 opens the help that fits the page, and Back returns to it', async () => {
  await withEmptyProject(async at => {
    await go(at, '/exports');
    await at.page.keyboard.press('F1');
    await at.page.waitForURL(`${at.address}/help/results#export`);
    await at.page.getByRole('article').getByRole('heading', { name: 'Export', exact: true }).waitFor();
    await at.page.getByRole('link', { name: 'Back' }).click();
    await at.page.waitForURL(`${at.address}/exports`);
  });
});

test('FM-6 the page of shortcuts tells the keys of the frame and of single pages', async () => {
  await withEmptyProject(async at => {
    await go(at, '/help/shortcuts');
    for (const name of ['Toggle jobs panel', 'Keyboard shortcuts', 'Go to data', 'Redo']) {
      await at.page.getByRole('article').getByRole('row', { name }).first().waitFor();
    }
    expect(await inaccessible(at.page)).toEqual([]);
  });
});

test('FM-7 the shortcut sheet has every command of the page, and finds them by words of both languages and by keys', async () => {
  await withEmptyProject(async ({ page }) => {
    await page.keyboard.press('Control+/');
    const sheet = page.getByRole('dialog');
    const terms = sheet.locator('dt');
    await expect.poll(() => terms.count()).toBeGreaterThan(20);
    const field = sheet.getByRole('textbox');
    for (const [typed, found] of [
      ['ctrl+j', 'Toggle jobs panel'],
      ['前往数据', 'Go to data'],
      ['report problem', 'Report a problem'],
    ] as const) {
      await field.fill(typed);
      await expect.poll(() => terms.allInnerTexts()).toEqual([found]);
    }
    await field.fill('no such thing');
    await sheet.getByText('Nothing here has these words or keys').waitFor();
  });
});

test('FM-8 a report of a problem is shown before it is copied', async () => {
  await withEmptyProject(async ({ page }) => {
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search commands').fill('report a problem');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Report a problem' });
    await dialog
      .getByText(/node|Node/)
      .first()
      .waitFor();
    await dialog.getByRole('button', { name: 'Copy diagnostics' }).waitFor();
    expect(await inaccessible(page)).toEqual([]);
  });
});
