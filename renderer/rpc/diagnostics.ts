import { environment } from '../../native-bridge/contract/index.ts';
import type { Connection } from './connection.ts';

/**
 * What a report of a problem needs of everything that runs here: the core and, in the desktop app, the shell. Where the core
 * does not answer, that is told and the rest is there all the same.
 */
export async function diagnosticsOf(bridge: Pick<Connection, 'ask'>): Promise<string> {
  const core = bridge.ask(environment.diagnostics, {}).then(
    ({ text }) => text,
    () => 'The core does not answer.\n',
  );
  const parts = await Promise.all([core, window.luthier?.diagnostics() ?? '']);
  return parts.filter(part => part !== '').join('\n');
}
