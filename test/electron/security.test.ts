import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { until } from '../temporary.ts';
import { addressOf, answerDialogs, askShell, dialogsSaid, inPage, ROOT, shownDesktop } from './desktop.ts';

/**
 * Electron's security checklist, in its order: a check an item, on the running app where it can be. Calls of the page to
 * the shell (17) are in `calls.test.ts`.
 */
vi.setConfig({ testTimeout: 60_000 });

const SOURCES = ['electron', 'scripts/vite'].flatMap(room =>
  readdirSync(join(ROOT, room))
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map(name => readFileSync(join(ROOT, room, name), 'utf8')),
);

test('SEC-1 to 6 the page is ours, has no Node, a context of its own, a sandbox, no permission and web security', async () => {
  const { app, page } = await shownDesktop();

  const set = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag, allowRunningInsecureContent } =
      contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag, allowRunningInsecureContent };
  });
  expect(set).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  expect(set.allowRunningInsecureContent).not.toBe(true);

  const permissions = await page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      error => (error as Error).name,
    ),
    clipboard: await navigator.clipboard.readText().then(
      () => 'granted',
      error => (error as Error).name,
    ),
    place: await new Promise(done =>
      navigator.geolocation.getCurrentPosition(
        () => done('granted'),
        error => done(error.code),
      ),
    ),
  }));
  expect(permissions).toEqual({
    notifications: 'denied',
    camera: expect.stringMatching(/NotAllowedError|NotFoundError/),
    clipboard: 'NotAllowedError',
    place: 1,
  });
});

test('SEC-3 a page that changes what arrays and promises do gets no more of the shell than before', async () => {
  const { page } = await shownDesktop();

  const recent = await page.evaluate(async () => {
    const { push } = Array.prototype;
    const taken: unknown[] = [];
    Array.prototype.push = function changed(...given: unknown[]) {
      push.apply(taken, given);
      return push.apply(this, given);
    };
    Object.defineProperty(Object.prototype, 'folder', { get: () => '/etc', configurable: true });
    const answer = await window.luthier?.recentProjects();
    // The test's own driver must find them as they were.
    Array.prototype.push = push;
    Reflect.deleteProperty(Object.prototype, 'folder');
    return { isList: Array.isArray(answer), taken: taken.filter(each => typeof each === 'function').length };
  });

  expect(recent).toEqual({ isList: true, taken: 0 });
});

test('SEC-7 the policy comes as a header, and stops inline scripts, eval, other hosts, frames and pictures from outside', async () => {
  const { page } = await shownDesktop();
  const canary = await listening();

  const tried = await page.evaluate(async address => {
    const broken: string[] = [];
    document.addEventListener('securitypolicyviolation', event => broken.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.wasRun = true';
    document.body.append(script);
    const picture = document.createElement('img');
    picture.src = `${address}/picture.png`;
    document.body.append(picture);
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href: `${address}/style.css` });
    document.head.append(link);
    // Later, since what the test's driver runs at once may evaluate what it likes.
    const evaluated = await new Promise<string>(done =>
      setTimeout(() => {
        try {
          new Function('return 1')();
          done('ran');
        } catch (error) {
          done((error as Error).name);
        }
      }),
    );
    const fetched = await fetch(address).then(
      () => 'reached',
      () => 'refused',
    );
    await new Promise(done => setTimeout(done, 500));
    const header = (await fetch('/')).headers.get('content-security-policy') ?? '';
    return { broken: [...new Set(broken)].sort(), evaluated, fetched, wasRun: 'wasRun' in window, header };
  }, canary.address);

  expect(tried.header).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(tried.header).not.toMatch(/unsafe-eval|https?:\/\/(?!127\.0\.0\.1:)/);
  expect(tried).toMatchObject({ evaluated: 'EvalError', fetched: 'refused', wasRun: false });
  const directives = ['connect-src', 'frame-src', 'img-src', 'script-src', 'script-src-elem', 'style-src-elem'];
  expect(directives).toEqual(expect.arrayContaining(tried.broken));
  expect(tried.broken).toEqual(expect.arrayContaining(['connect-src', 'frame-src', 'img-src', 'style-src-elem']));
  expect(canary.requests).toEqual([]);
});

test('SEC-8 to 12 no source turns a safeguard off, uses experiments, or makes a webview; one that is tried is refused', async () => {
  const source = SOURCES.join('\n');
  expect(source).not.toMatch(
    /sandbox:\s*false|contextIsolation:\s*false|webSecurity:\s*false|nodeIntegration\w*:\s*true/,
  );
  expect(source).not.toMatch(/allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|webviewTag:\s*true/);
  const { page, app } = await shownDesktop();

  await page.evaluate(() => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://example.com');
    document.body.append(view);
  });

  await new Promise(done => setTimeout(done, 300));
  const views = await app.evaluate(({ webContents }) => webContents.getAllWebContents().map(each => each.getType()));
  expect(views).toEqual(['window']);
});

test('SEC-13 and 14 the page leads nowhere else and opens nothing, by whatever trick', async () => {
  const { app } = await shownDesktop();
  const canary = await listening();
  const host = canary.address.replace('http://', '');

  const addresses = [
    ...[canary.address, `//${host}/`, 'file:///etc/passwd', 'data:text/html,<h1>x</h1>', 'about:blank', 'about:srcdoc'],
    ...[
      'luthier://other/',
      `luthier://app@${host}/`,
      'luthier:///',
      'javascript:window.wasRun=1',
      'view-source:luthier://app/',
    ],
    ...['chrome://gpu', 'blob:luthier://app/x', 'filesystem:luthier://app/x'],
  ];
  for (const address of addresses) {
    // By the shell: the driver waits for the end of a navigation that was refused.
    await inPage(app, `location.href = ${JSON.stringify(address)}; 1`).catch(() => {});
    // An empty page cannot be refused before it is there; ours is put back in its place.
    await until('our page is there', async () => (await addressOf(app)) === 'luthier://app/');
  }
  const opened = await inPage(
    app,
    `(to => {
    const meta = document.createElement('meta');
    Object.assign(meta, { httpEquiv: 'refresh', content: '0;url=' + to });
    document.head.append(meta);
    const link = Object.assign(document.createElement('a'), { href: to, target: '_blank', textContent: 'out' });
    document.body.append(link);
    link.click();
    link.dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true }));
    const form = Object.assign(document.createElement('form'), { action: to, method: 'post' });
    document.body.append(form);
    form.submit();
    return String(window.open(to));
  })(${JSON.stringify(canary.address)})`,
  );

  await new Promise(done => setTimeout(done, 800));
  expect(opened).toBe('null');
  expect(
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(w => w.webContents.getURL())),
  ).toEqual(['luthier://app/']);
  expect(await inPage(app, "String('wasRun' in window)")).toBe('false');
  expect(canary.requests).toEqual([]);
});

test('SEC-15 only https leaves the app, with its whole address shown and agreed to', async () => {
  const { app, page } = await shownDesktop();
  await app.evaluate(({ shell }) => {
    const kept = globalThis as unknown as { opened: string[] };
    kept.opened = [];
    shell.openExternal = async url => void kept.opened.push(url);
  });
  const refused = [
    ...[
      'http://example.com',
      'file:///etc/passwd',
      'smb://host/share',
      'javascript:alert(1)',
      'vscode://x',
      'mailto:a@b.c',
    ],
    ...[
      'ms-msdt:/id',
      'data:text/html,x',
      'https://user:pass@example.com',
      'luthier://open/?project=/',
      'ssh://x',
      'x',
    ],
    ...['search-ms:query=x', 'ftp://example.com', 'https://'],
  ];

  await answerDialogs(app, 0);
  for (const url of refused) await askShell(page, 'openLink', url);
  expect(await dialogsSaid(app)).toEqual([]);

  await askShell(page, 'openLink', 'https://example.com/a?b=c');
  expect(await dialogsSaid(app)).toMatchObject([{ detail: 'https://example.com/a?b=c' }]);
  await answerDialogs(app, 1);
  await askShell(page, 'openLink', 'https://example.com/no');

  const opened = await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  expect(opened).toEqual(['https://example.com/a?b=c']);
});

test('SEC-16 the declared Electron is of the three newest majors on the day of its lock', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8'));
  // Majors come every eight weeks; 45 was current in autumn 2026.
  const weeks = (Date.now() - Date.UTC(2026, 8, 1)) / (7 * 24 * 3600 * 1000);
  expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(45 + Math.floor(weeks / 8) - 3);
});

test('SEC-18 the scheme serves its own folder alone, with its type, and no file address is opened', async () => {
  const { page } = await shownDesktop();
  const paths = [
    ...[
      '/../../package.json',
      '/%2e%2e/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/%5c..%5cpackage.json',
      '/a%00.js',
    ],
    ...[
      '/%252e%252e/package.json',
      '//etc/passwd.js',
      '/C:/windows/win.ini.js',
      '/assets/../../electron/main.cjs',
      '/x.exe',
    ],
    `/${'a'.repeat(3000)}.js`,
  ];

  const answers = await page.evaluate(
    paths =>
      Promise.all(
        paths.map(path =>
          fetch(path).then(
            ({ status }) => status,
            () => 'refused',
          ),
        ),
      ),
    paths,
  );
  const own = await page.evaluate(async () => {
    const answer = await fetch('/icon.svg');
    return [answer.status, answer.headers.get('content-type'), answer.headers.get('x-content-type-options')];
  });

  // One that names another host is stopped by the policy before it is asked for.
  expect(answers.filter(answer => answer !== 404 && answer !== 'refused')).toEqual([]);
  expect(answers.filter(answer => answer === 404).length).toBeGreaterThan(8);
  expect(own).toEqual([200, 'image/svg+xml', 'nosniff']);
  expect(SOURCES.join('\n')).not.toMatch(/loadFile\(|file:\/\//);
});

test('SEC-20 what the page is given are functions and plain data, none of them of Electron', async () => {
  const { page } = await shownDesktop();

  const given = await page.evaluate(() => {
    const shell = window.luthier as unknown as Record<string, unknown>;
    return {
      hidden: Object.getOwnPropertyNames(shell).filter(name => /ipc|send|invoke|event|require|process/i.test(name)),
      heard: typeof (window as unknown as Record<string, unknown>).ipcRenderer,
      connection: Object.keys(shell.connection as object).sort(),
    };
  });

  expect(given).toEqual({ hidden: [], heard: 'undefined', connection: ['address', 'isRemote', 'token'] });
});

/** A server that must hear nothing. */
async function listening(): Promise<{ address: string; requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, answer) => {
    requests.push(request.url ?? '');
    answer.end('out');
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
