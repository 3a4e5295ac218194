import { get } from 'node:http';
import { LuthierError } from '../native-bridge/contract/errors.ts';
import type { ShellConnection } from '../native-bridge/contract/shell.ts';

const PATIENCE_MS = 5000;

/**
 * The core that a link of `luthier serve` names, reached through a tunnel that ends on this machine. Asks it for a thing
 * that only the token opens. Throws `remote.link`, `remote.unreachable` and `remote.refused`.
 */
export async function remoteCore(link: string): Promise<ShellConnection> {
  const connection = connectionIn(link);
  if (connection === null) throw new LuthierError('remote.link', {});
  const { address } = connection;
  const status = await statusOf(connection).catch(error => {
    throw new LuthierError('remote.unreachable', {
      address,
      reason: error instanceof Error ? error.message : `${error}`,
    });
  });
  // Nothing has this name, and it says so only to whoever has the token.
  if (status !== 404) throw new LuthierError('remote.refused', { address, status });
  return connection;
}

export function connectionIn(link: string): ShellConnection | null {
  const [, address, token] =
    /^(http:\/\/(?:127\.0\.0\.1|localhost):\d{1,5})\/?#token=([0-9a-f]{64})$/.exec(link.trim()) ?? [];
  return address && token ? { address, token, isRemote: true } : null;
}

function statusOf({ address, token }: ShellConnection): Promise<number> {
  return new Promise((done, fail) => {
    const headers = { authorization: `Bearer ${token}` };
    const request = get(`${address}/bytes/`, { headers, timeout: PATIENCE_MS }, answer => {
      answer.resume();
      done(answer.statusCode ?? 0);
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', fail);
  });
}
