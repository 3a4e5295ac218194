import { readFileSync } from 'node:fs';
import type { TemporaryFolder } from './temporary.ts';

/**
 * The words that run a command in a network of its own, from which there is no way out: only itself can be reached in it.
 * Questions for names go to a server that there is no way to, so that they are counted too.
 */
export function withoutWayOut(folder: TemporaryFolder, command: readonly string[]): readonly [string, ...string[]] {
  const names = folder.write('resolv.conf', 'nameserver 192.0.2.1\noptions timeout:1 attempts:1\n');
  const alone = 'ip link set lo up && mount --bind "$0" /etc/resolv.conf && exec "$@"';
  return ['unshare', '-rnm', 'sh', '-c', alone, names, ...command];
}

/** Packets of any process of this network that wanted to a place there is no way to, as the kernel counts them. */
export function wantedOut(): number {
  const [names = '', values = ''] = readFileSync('/proc/self/net/snmp', 'utf8').split('\n');
  const at = names.split(' ').indexOf('OutNoRoutes');
  const six = /^Ip6OutNoRoutes\s+(\d+)/m.exec(readFileSync('/proc/self/net/snmp6', 'utf8'))?.[1] ?? '0';
  return Number(values.split(' ')[at]) + Number(six);
}
