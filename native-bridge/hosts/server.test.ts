import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { temporaryFolder } from '../../test/temporary.ts';
import { openApp } from '../app.ts';
import { dataset, PROTOCOL, project } from '../contract/index.ts';
import { serve } from './server.ts';
import { openSession } from './session.ts';

async function served() {
  const folder = temporaryFolder();
  const page = join(folder.path, 'page');
  mkdirSync(page);
  folder.write('secret.txt', 'not for the page');
  folder.write('page/index.html', '<!doctype html><title>Luthier</title>');
  const path = join(folder.path, 'project');
  const app = openApp(path, { root: join(import.meta.dirname, '../..'), home: folder.path, version: 'test' });
  const serving = await serve(app, { page, origins: ['luthier://app'] });
  return {
    ...serving,
    path,
    folder,
    [Symbol.asyncDispose]: async () => {
      await serving[Symbol.asyncDispose]();
      app[Symbol.dispose]();
      folder[Symbol.dispose]();
    },
  };
}

/** A request as it is: `fetch` would not let a test say another host or a path with dots. */
function raw(address: string, path: string, headers: Record<string, string> = {}, method = 'GET') {
  const { port } = new URL(address);
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((done, fail) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, response => {
      let body = '';
      response.on('data', chunk => (body += chunk));
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', fail);
    request.end();
  });
}

function socketStatus(address: string, protocols: string[], headers: Record<string, string> = {}): Promise<number> {
  return new Promise(done => {
    const socket = new WebSocket(`${address.replace('http', 'ws')}/rpc`, protocols, { headers });
    socket.on('open', () => {
      done(101);
      socket.close();
    });
    socket.on('unexpected-response', (_, response) => done(response.statusCode ?? 0));
    socket.on('error', () => done(0));
  });
}

test('SRV-1 a socket needs the token', async () => {
  await using at = await served();

  expect(await socketStatus(at.address, [PROTOCOL, `token.${at.token}`])).toBe(101);
  expect(await socketStatus(at.address, [PROTOCOL, `token.${'0'.repeat(64)}`])).toBe(401);
  expect(await socketStatus(at.address, [PROTOCOL])).toBe(401);
});

test('SRV-2 a foreign origin is refused even with the token, the desktop app is not', async () => {
  await using at = await served();
  const protocols = [PROTOCOL, `token.${at.token}`];

  expect(await socketStatus(at.address, protocols, { origin: 'https://evil.example' })).toBe(403);
  expect(await socketStatus(at.address, protocols, { origin: 'null' })).toBe(403);
  expect(await socketStatus(at.address, protocols, { origin: 'luthier://app' })).toBe(101);
});

test('SRV-3 a foreign host is refused, so that a rebound name reaches nothing', async () => {
  await using at = await served();

  expect((await raw(at.address, '/', { host: 'evil.example' })).status).toBe(403);
  expect(
    (await raw(at.address, '/bytes/attention/x', { host: 'evil.example', authorization: `Bearer ${at.token}` })).status,
  ).toBe(403);
});

test('SRV-4 bytes and uploads need the token, the page does not and holds no secret', async () => {
  await using at = await served();

  expect((await raw(at.address, '/bytes/attention/at_000000000000/overview')).status).toBe(401);
  expect((await raw(at.address, '/upload?name=a.csv', {}, 'POST')).status).toBe(401);
  const page = await raw(at.address, '/runs/run_000000000000');
  expect(page.status).toBe(200);
  expect(page.body).not.toContain(at.token);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
  expect(String(page.headers['content-security-policy'])).not.toContain('unsafe-eval');
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '/%00',
  '/%zz',
])('SRV-5 the path %s leaves the folder of the page for nobody', async path => {
  await using at = await served();
  const { status, body } = await raw(at.address, path);

  expect(body).not.toContain('not for the page');
  expect([200, 404]).toContain(status);
});

test('SRV-6 a session through the server gives what the core gives, its errors too', async () => {
  await using at = await served();
  await using session = await openSession(at.path);

  expect(session.through).toBe(at.address);
  expect(await session.ask(project.overview, {})).toMatchObject({ name: 'project' });
  await expect(session.ask(dataset.dataset, { datasetId: 'ds_000000000000' })).rejects.toMatchObject({
    code: 'dataset.not_found',
  });
  await expect(session.ask(dataset.dataset, { datasetId: '__proto__' })).rejects.toMatchObject({
    code: 'request.invalid',
  });
});

test('SRV-7 a file that is sent can be imported, and its rows are read back page by page', async () => {
  await using at = await served();
  await using session = await openSession(at.path);
  const body = Array.from({ length: 250 }, (_, n) =>
    JSON.stringify({ text: `row ${n + 1}`, label: n % 2 ? 'a' : 'b' }),
  ).join('\n');
  const upload = await fetch(`${at.address}/upload?name=${encodeURIComponent('../../mails.jsonl')}`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${at.token}` },
  });
  const { file } = (await upload.json()) as { file: string };
  expect(file.startsWith(join(at.path, '.core', 'uploads'))).toBe(true);

  const kinds: string[] = [];
  await session.follow(dataset.importFile, { file }, event => kinds.push(event.kind));
  const [mails] = await session.ask(dataset.datasets, {});
  if (mails === undefined) throw new Error('nothing was imported');
  const page = await session.ask(dataset.rowsAt, { datasetId: mails.id, start: 200, limit: 100 });

  expect(kinds.at(-1)).toBe('finished');
  expect(page).toMatchObject({ total: 250, rows: expect.objectContaining({ length: 50 }) });
  expect(page.rows[0]?.cells.text).toBe('row 201');
});

test('SRV-11 a file or a folder that was sent is removed when the page says so, and no other', async () => {
  await using at = await served();
  await using session = await openSession(at.path);
  const send = async (query: string) => {
    const headers = { authorization: `Bearer ${at.token}` };
    const sent = await fetch(`${at.address}/upload?${query}`, { method: 'POST', body: '{"text":"a"}', headers });
    return ((await sent.json()) as { file: string }).file;
  };
  const uploads = join(at.path, '.core', 'uploads');
  const [one, folder, other] = [
    await send('name=a.jsonl'),
    await send('name=letters/ham/1.txt&batch=00000000000000aa'),
    await send('name=b.jsonl'),
  ];

  for (const file of [one, folder, uploads, join(uploads, '..'), join(at.path, 'luthier.db')]) {
    await session.ask(dataset.dropUpload, { file });
  }

  expect(readdirSync(uploads)).toEqual([basename(dirname(other))]);
  expect(existsSync(join(at.path, 'luthier.db'))).toBe(true);
});

test('SRV-8 what is no message of the contract ends the connection, and the server goes on', async () => {
  await using at = await served();
  const socket = new WebSocket(`${at.address.replace('http', 'ws')}/rpc`, [PROTOCOL, `token.${at.token}`]);
  await new Promise(done => socket.on('open', done));
  const closed = new Promise<number>(done => socket.on('close', code => done(code)));

  socket.send('{"kind":"ask","id":1,"name":"project/overview"');

  expect(await closed).toBe(1003);
  expect((await raw(at.address, '/')).status).toBe(200);
});

test('SRV-9 an unknown method, and a stream asked as a method, are refused and nothing runs', async () => {
  await using at = await served();
  await using session = await openSession(at.path);
  const unknown = { ...project.overview, name: 'project/constructor' };
  const stream = { ...project.overview, name: dataset.importFile.name };

  await expect(session.ask(unknown, {})).rejects.toMatchObject({ code: 'request.invalid' });
  await expect(session.ask(stream, {})).rejects.toMatchObject({ code: 'request.invalid' });
});

test('SRV-10 the files of a folder are sent one by one or together, stay in it whatever their paths say, and are imported as one', async () => {
  await using at = await served();
  await using session = await openSession(at.path);
  const send = (name: string, batch: string, body: string) =>
    fetch(`${at.address}/upload?${new URLSearchParams({ name, batch })}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${at.token}` },
    });
  const batch = '0123456789abcdef';
  const replies = [
    await send('letters/ham/1.txt', batch, 'the minutes of the meeting'),
    await send('letters/spam/2.txt', batch, '恭喜您中奖'),
    await send('letters/../../../spam/3.txt', batch, 'free money'),
  ];
  const files = await Promise.all(replies.map(async reply => ((await reply.json()) as { file: string }).file));
  const uploads = join(at.path, '.core', 'uploads', `batch-${batch}`);

  expect(files).toEqual([join(uploads, 'letters'), join(uploads, 'letters'), join(uploads, 'letters')]);
  expect((await send('a.txt', '../..', 'out')).status).toBe(400);
  const pack = (index: unknown, body: string) =>
    fetch(`${at.address}/upload?${new URLSearchParams({ batch })}`, {
      method: 'POST',
      body: `${JSON.stringify(index)}\n${body}`,
      headers: { authorization: `Bearer ${at.token}` },
    });
  const two = [
    ['letters/ham/4.txt', 6],
    ['letters/../../5.txt', 3],
  ];
  const packed = await pack(two, '会议one');
  expect([packed.status, await packed.json()]).toEqual([200, { file: join(uploads, 'letters') }]);
  expect(readFileSync(join(uploads, 'letters/ham/4.txt'), 'utf8')).toBe('会议');
  expect((await pack(two, 'short')).status).toBe(400);
  const preview = await session.ask(dataset.previewImport, { file: files[0] ?? '' });
  expect(preview).toMatchObject({ name: 'letters', files: 5 });
});

test('SRV-12 a page that asks for a sign of life gets one', async () => {
  await using at = await served();
  const socket = new WebSocket(`${at.address.replace('http', 'ws')}/rpc`, [PROTOCOL, `token.${at.token}`]);
  await new Promise(done => socket.once('open', done));

  socket.send(JSON.stringify({ kind: 'ping', id: 7 }));
  const answer = await new Promise(done => socket.once('message', data => done(JSON.parse(String(data)))));
  socket.close();

  expect(answer).toEqual({ kind: 'answer', id: 7, value: null });
});
