/** The port in the commands until a person names another. */
export const USUAL_PORT = 4567;

/** What was typed into the field for a link, as far as it can be read. */
export type Typed =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'elsewhere'; readonly host: string; readonly port: number | null; readonly token: string | null }
  | { readonly kind: 'address'; readonly port: number; readonly token: string | null };

const HERE = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A link of `luthier serve`, or only its address or port. Through a tunnel a core is always on this machine. */
export function readTyped(text: string): Typed {
  const given = text.trim();
  if (given === '') return { kind: 'empty' };
  const whole = /^\d{1,5}$/.test(given) ? `127.0.0.1:${given}` : given;
  const url = parsed(whole.includes('://') ? whole : `http://${whole}`);
  if (url === null || url.protocol !== 'http:') return { kind: 'unreadable' };
  const token = tokenOf(url.hash.replace(/^#token=/, ''));
  const port = url.port === '' ? null : Number(url.port);
  if (!HERE.has(url.hostname)) return { kind: 'elsewhere', host: url.hostname, port, token };
  return port === null ? { kind: 'unreadable' } : { kind: 'address', port, token };
}

/** A token as a core prints it, or null for what cannot be one. */
export function tokenOf(text: string): string | null {
  return /^[0-9a-f]{16,128}$/.test(text.trim()) ? text.trim() : null;
}

export const linkOf = (port: number, token: string): string => `http://127.0.0.1:${port}/#token=${token}`;

/** What is to be typed on the machine with the core, and on this one. */
export function commandsFor(port: number, machine: string): { readonly there: string; readonly here: string } {
  return {
    there: `luthier serve --port ${port}`,
    here: `ssh -N -L ${port}:127.0.0.1:${port} ${shellWord(machine)}`,
  };
}

/** A name that holds what a shell would read is not put into a command that is there to be copied. */
function shellWord(machine: string): string {
  const name = machine.trim();
  return /^[\w.@:[\]-]+$/.test(name) && !name.startsWith('-') ? name : 'you@machine';
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
