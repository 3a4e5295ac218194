import { compile } from 'html-to-text';
import { z } from 'zod';
import { flag } from '../options.ts';
import { stepKind, unlessTooLarge } from '../step.ts';

/** Tags a page or a mail is made of. `<b.hunt@example.com>`, `a < b` and `<a && b>` are none. */
const TAG =
  /<!--|<!doctype|<\/?(?:html|head|body|div|p|br|span|a|b|i|u|s|em|strong|small|su[bp]|table|tbody|thead|tr|t[dh]|[uod]l|li|d[td]|h[1-6r]|img|font|center|script|style|meta|link|pre|code|blockquote|title|input|form|button|section|article|header|footer|nav|main|iframe|svg)(?:\s+[a-z:@*#][^<>]*)?\s*\/?>/giu;
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/giu;

export const html = stepKind({
  id: 'html',
  title: { en: 'HTML to text', zh: 'HTML 转文本' },
  says: {
    en: 'Takes out tags, scripts and styles, and writes &amp; and its like as characters. Texts without HTML stay.',
    zh: '去除标签、脚本和样式，并把 &amp; 等实体还原为字符；不含 HTML 的文本保持不变。',
  },
  options: z.object({
    links: flag({
      title: { en: 'Keep addresses of links', zh: '保留链接地址' },
      says: { en: 'Writes the address in brackets after the text of a link.', zh: '在链接文字后的方括号中写出地址。' },
      default: false,
    }),
  }),
  start: ({ links }) => {
    const converter = (preserveNewlines: boolean) =>
      compile({
        wordwrap: false,
        preserveNewlines,
        limits: { maxInputLength: Number.MAX_SAFE_INTEGER },
        selectors: [
          { selector: 'a', options: { ignoreHref: !links } },
          { selector: 'img', format: 'skip' },
          { selector: 'table', options: { uppercaseHeaderCells: false } },
          ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(selector => ({ selector, options: { uppercase: false } })),
        ],
      });
    const [toText, keepingLines] = [converter(false), converter(true)];
    const entities = new Map<string, string>();
    const character = (entity: string): string => {
      const known = entities.get(entity) ?? toText(`x${entity}x`).slice(1, -1);
      entities.set(entity, known);
      return known;
    };
    return {
      change: text => {
        const tags = text.match(TAG)?.length ?? 0;
        // With more lines than tags it is a plain text with a tag here and there: its lines are meant.
        if (tags > 0) return unlessTooLarge(text, linesOf(text) > tags ? keepingLines : toText);
        return text.includes('&') ? text.replace(ENTITY, character) : text;
      },
    };
  },
});

function linesOf(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
