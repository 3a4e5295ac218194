/** A heading of a page, as its table of contents lists it. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  /** What an address names it by. */
  readonly id: string;
}

/** A piece of a page below one heading: what a search finds. */
export interface Section extends Heading {
  readonly body: string;
}

/** The heading's name in an address, as code hosts make it: lower case, words joined by hyphens. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** The pieces of a text from heading to heading. What stands before the first one belongs to no section. */
export function sectionsOf(text: string): readonly Section[] {
  const sections: { level: number; text: string; id: string; lines: string[] }[] = [];
  let inCode = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) inCode = !inCode;
    const [, marks, title] = (!inCode && /^(#{1,4}) (.+)$/.exec(line)) || [];
    if (marks !== undefined && title !== undefined) {
      const plain = plainOf(title);
      sections.push({ level: marks.length, text: plain, id: slugOf(plain), lines: [] });
    } else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ lines, ...heading }) => ({ ...heading, body: plainOf(lines.join('\n')) }));
}

/** The id of the part that an address means: by the name of its heading, or by that of the same part in English. */
export function partNamed(name: string, text: string, partNames: readonly string[]): string {
  const ids = sectionsOf(text).map(({ id }) => id);
  return ids.includes(name) ? name : (ids[partNames.indexOf(name)] ?? name);
}

/** Text without the marks of Markdown, on one line. */
export function plainOf(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*\|?[\s:|-]+\|\s*$/gm, ' ')
    .replace(/[`*]|^#+ |^> ?|^```.*$/gm, '')
    .replaceAll('|', ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Where a link of a page leads. */
export type Target =
  | { readonly kind: 'page'; readonly href: string }
  | { readonly kind: 'part'; readonly href: string }
  | { readonly kind: 'outside'; readonly href: string }
  | { readonly kind: 'nowhere' };

/** A file of the docs is a page of the help; a file of the code is nothing that the app has. */
export function targetOf(href: string | undefined, known: readonly string[]): Target {
  if (href === undefined) return { kind: 'nowhere' };
  if (href.startsWith('#')) return { kind: 'part', href };
  if (/^https?:\/\//.test(href)) return { kind: 'outside', href };
  const [, page, part = ''] = /^(?:\.\.?\/|docs\/|zh\/)*([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
  return page !== undefined && known.includes(page)
    ? { kind: 'page', href: `/help/${page}${part}` }
    : { kind: 'nowhere' };
}
