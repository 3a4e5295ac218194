/** Tags a page or a mail is made of. */
const NAMES =
  'html|head|body|div|p|br|span|a|b|i|u|s|em|strong|small|su[bp]|table|tbody|thead|tr|t[dh]|[uod]l|li|d[td]|h[1-6r]|img|font|center|script|style|meta|link|pre|code|blockquote|title|input|form|button|section|article|header|footer|nav|main|iframe|svg';
/** An attribute has a value, but for those that say all by being there: `<a and b>` is none. */
const BARE = 'nowrap|noshade|checked|disabled|selected|compact|hidden|readonly|multiple|async|defer|controls|ismap';
const ATTRIBUTE = String.raw`\s+(?:[a-z][\w:.-]*\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+)|(?:${BARE})(?=[\s/>]))`;
/** `<bob@example.com>`, `a < b` and `x <a && b>` are no tags. */
const TAG = new RegExp(
  String.raw`<!--|-->|<!doctype\b[^<>]*>|</(?<closed>${NAMES})\s*>|<(?<opened>${NAMES})(?:${ATTRIBUTE})*\s*/?>`,
  'giu',
);
/** What begins a new line where it stands. */
const BREAKS = /^(?:br|p|div|tr|li|table|h[1-6r]|[uod]l|d[td]|center|blockquote)$/u;
/** What is never read. */
const HIDDEN = /^(?:script|style|head)$/u;
const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/iu;

/** What is seldom closed. */
const UNCLOSED = /^(?:p|li|tr|t[dh]|d[td])$/u;

type Kind = 'laid out by tags' | 'lines with tags' | 'no HTML';

interface Tag {
  readonly at: number;
  readonly text: string;
  /** In lower case, empty where the tag is of the other sort. */
  readonly opened: string;
  readonly closed: string;
}

/** The tags of a text, of which `List<a>` is none: it has no attribute, and nothing closes it. */
function* tagsOf(text: string): Generator<Tag> {
  const opened = new Map<string, number>();
  const closed = new Set<string>();
  for (const tag of allTags(text)) {
    opened.set(tag.opened, (opened.get(tag.opened) ?? 0) + 1);
    closed.add(tag.closed);
  }
  for (const tag of allTags(text)) {
    const isPaired = closed.has(tag.opened) && opened.has(tag.closed);
    const isPlain = /^<[a-z\d]+>$/iu.test(tag.text);
    const isMeant =
      ['br', 'hr'].includes(tag.opened) || (UNCLOSED.test(tag.opened) && (opened.get(tag.opened) ?? 0) > 1);
    if (isPaired || isMeant || !(isPlain || tag.closed !== '')) yield tag;
  }
}

function* allTags(text: string): Generator<Tag> {
  for (const { 0: tag, index, groups } of text.matchAll(TAG)) {
    const [opened = '', closed = ''] = [groups?.opened?.toLowerCase(), groups?.closed?.toLowerCase()];
    yield { at: index, text: tag, opened, closed };
  }
}

/**
 * Whether line breaks of a text mean anything. A page is laid out by its tags alone; a mail in which a link or a quoted
 * tag stands is not: it has many lines and hardly a tag that would break one.
 */
export function kindOf(text: string): Kind {
  if (!text.includes('<')) return 'no HTML';
  let [tags, breaks, from, to] = [0, 0, -1, 0];
  for (const tag of tagsOf(text)) {
    if (tag.text === '-->') continue;
    tags += 1;
    if (from === -1) from = tag.at;
    to = tag.at + tag.text.length;
    if (BREAKS.test(tag.opened || tag.closed)) breaks += 1;
  }
  if (tags === 0) return 'no HTML';
  const isWhole = breaks > 0 && text.slice(0, from).trim() === '' && text.slice(to).trim() === '';
  return isWhole || 2 * breaks >= linesOf(text) ? 'laid out by tags' : 'lines with tags';
}

function linesOf(text: string): number {
  return text.match(/\S[^\n]*/gu)?.length ?? 0;
}

/** An address in angle brackets that a reader of HTML would take for a tag. */
const ADDRESS = /<(?=[^\s<>@]+@[^\s<>]+>|(?:https?|ftp|mailto):[^\s<>]*>)/giu;

/** HTML in which addresses in angle brackets stay texts. */
export function withAddresses(text: string): string {
  return text.replace(ADDRESS, '&lt;');
}

/** A text without its tags, every other character where it was. What a script, a style or a comment holds goes too. */
export function withoutTags(text: string, { links }: { readonly links: boolean }): string {
  const pieces: string[] = [];
  let end = 0;
  let hidden: { readonly until: string; readonly from: number } | null = null;
  let href = '';
  for (const { at, text: tag, opened, closed } of tagsOf(text)) {
    if (hidden !== null) {
      if (tag !== hidden.until && `</${closed}>` !== hidden.until) continue;
      hidden = null;
      end = at + tag.length;
      continue;
    }
    if (tag === '-->') continue;
    if (at > end) pieces.push(text.slice(end, at));
    end = at + tag.length;
    if (tag === '<!--') hidden = { until: '-->', from: at };
    else if (HIDDEN.test(opened)) hidden = { until: `</${opened}>`, from: at };
    else if (opened === 'a') href = HREF.exec(tag)?.slice(1).find(Boolean) ?? '';
    else if (closed === 'a' && links && href !== '') pieces.push(` [${href}]`);
    else if (BREAKS.test(opened) && !isLineEnd(text, end) && (opened === 'br' || !isLineStart(pieces)))
      pieces.push('\n');
  }
  // What was opened and never closed hides nothing.
  return pieces.join('') + text.slice(hidden === null ? end : hidden.from);
}

function isLineEnd(text: string, at: number): boolean {
  return /^[^\S\n]*(?:\n|$)/u.test(text.slice(at, at + 200));
}

function isLineStart(pieces: readonly string[]): boolean {
  return /(?:^|\n)[^\S\n]*$/u.test((pieces.at(-1) ?? '').slice(-200));
}
