import { ERRORS, fillIn } from '../../native-bridge/contract/index.ts';
import type { Trouble } from '../app/messages/index.ts';

/** Facts that hold words of the person's data. */
const TEXTS = new Set(['label', 'labels', 'value', 'text', 'columns', 'column', 'pattern']);

/** A failure as text for a bug report, in English, without paths and without words of the data. */
export function reportOf(trouble: Trouble): string {
  if (trouble.kind === 'offline') return 'Luthier: the core does not answer';
  if (trouble.kind === 'bug') return withoutPaths(`Luthier bug\nasked: ${trouble.asked}\nsaid: ${trouble.message}`);

  const { code, where } = trouble.error;
  const facts = Object.fromEntries(
    Object.entries(trouble.error.facts).map(([name, value]) => [name, TEXTS.has(name) ? '<text>' : value]),
  );
  const place = Object.entries(where ?? {}).map(([name, value]) => `${name}: ${value}`);
  const lines = [`Luthier error ${code}`, fillIn(ERRORS[code].says, facts), fillIn(ERRORS[code].hint, facts), ...place];
  return withoutPaths(lines.join('\n'));
}

/** Something that could not be drawn: what was thrown, where, and by which component. */
export interface DrawingFailure {
  readonly error: unknown;
  readonly componentStack: string;
  readonly route: string;
  /** Where the page was loaded from: files of it are named without that. */
  readonly origin: string;
}

/** A page that could not be drawn as text for a bug report, without paths of the person. */
export function reportOfDrawing({ error, componentStack, route, origin }: DrawingFailure): string {
  const said = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  const lines = [`Luthier could not draw a page\nroute: ${route.slice(1) || 'home'}`, said, componentStack.trim()];
  return withoutPaths(lines.join('\n').replaceAll(`${origin}/`, ''));
}

/** Puts `<path>` for each path, keeping the ending of the file: it often matters and tells nothing. */
export function withoutPaths(text: string): string {
  return text.replace(/(?<![\w.>])(?:[A-Za-z]:[\\/]|\\\\|~?\/)[^\s'"`,;:)]*/g, path => {
    const ending = /\.[A-Za-z0-9]{1,12}$/.exec(path)?.[0] ?? '';
    return path.length > 1 ? `<path>${ending}` : path;
  });
}
