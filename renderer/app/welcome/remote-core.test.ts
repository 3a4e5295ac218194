import { expect, test } from 'vitest';
import { commandsFor, linkOf, readTyped } from './remote-core.ts';

const TOKEN = 'a1'.repeat(32);

test('WEL-1 a link is read with its token, an address or a port without one', () => {
  expect(readTyped(` http://127.0.0.1:4567/#token=${TOKEN} `)).toEqual({ kind: 'address', port: 4567, token: TOKEN });
  expect(readTyped('localhost:8080')).toEqual({ kind: 'address', port: 8080, token: null });
  expect(readTyped('9000')).toEqual({ kind: 'address', port: 9000, token: null });
  expect(readTyped(linkOf(4567, TOKEN))).toMatchObject({ port: 4567, token: TOKEN });
});

test('WEL-2 an address of another machine is told apart, since a tunnel ends on this one', () => {
  expect(readTyped('http://gpu-box:4567/')).toEqual({ kind: 'elsewhere', host: 'gpu-box', port: 4567, token: null });
});

test('WEL-3 what is no address of a core is unreadable', () => {
  for (const text of ['http://127.0.0.1/', 'ftp://127.0.0.1:21', 'a b', '127.0.0.1:99999', 'javascript:alert(1)']) {
    expect(readTyped(text), text).toEqual({ kind: 'unreadable' });
  }
  expect(readTyped('  ')).toEqual({ kind: 'empty' });
});

test('WEL-4 the commands follow the port, and hold no name in which a shell could read anything', () => {
  expect(commandsFor(5000, 'ada@gpu.example.org')).toEqual({
    there: 'luthier serve --port 5000',
    here: 'ssh -N -L 5000:127.0.0.1:5000 ada@gpu.example.org',
  });
  for (const machine of ['$(rm -rf ~)', 'a;b', '-oProxyCommand=x', '']) {
    expect(commandsFor(1, machine).here, machine).toBe('ssh -N -L 1:127.0.0.1:1 you@machine');
  }
});
