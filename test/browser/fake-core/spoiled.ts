import type { HostileText } from '../../hostile-texts.ts';

/** Fields that bear words of data, of files, of models and of programs; the others are ids, states and numbers. */
const WORDS = new Set([
  ...['name', 'title', 'text', 'subject', 'sender', 'note', 'says', 'message', 'hint', 'reason', 'value', 'word'],
  ...['folder', 'path', 'file', 'sourceName', 'origin', 'licence', 'person', 'label', 'predicted', 'answer', 'group'],
  ...['architecture', 'before', 'after', 'instruction', 'python', 'waitsFor', 'failure', 'acceptedLeaks', 'where'],
  ...['column', 'example', 'sample', 'becomes', 'left', 'right', 'device', 'version', 'words', 'who', 'said', 'url'],
]);
const LISTS = new Set(['labels', 'tokens', 'columns', 'tags', 'examples', 'texts', 'words', 'values']);
/** Below these every key and every word is data. */
const ALL = new Set(['cells', 'facts', 'roles']);
/** Words of the contract that happen to stand in such fields. */
const KEPT = /^(train|validation|test|text|number|json|utf-8|page|base|tuned|\/.*|\d.*|(ds|md|run|ev|at|ex|ch)_\w+)$/;

/** Puts a hostile text in place of every word of data, the same for the same word, as a core with such data says it. */
export function spoiler(texts: readonly HostileText[]) {
  const given = new Map<string, string>();
  const spoil = (word: string): string => {
    if (KEPT.test(word)) return word;
    const text = given.get(word) ?? texts[given.size % texts.length]?.text ?? word;
    given.set(word, text);
    return text;
  };
  const change = (value: unknown, key = '', all = false): unknown => {
    if (typeof value === 'string') return all || WORDS.has(key) ? spoil(value) : value;
    if (Array.isArray(value)) {
      const isWords = all || LISTS.has(key);
      return value.map(part => (typeof part === 'string' && isWords ? spoil(part) : change(part, key, all)));
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [
        key === 'cells' ? spoil(name) : name,
        change(part, name, all || ALL.has(name)),
      ]),
    );
  };
  return { change: (value: unknown) => change(value), given };
}
