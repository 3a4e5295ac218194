import { compile } from 'html-to-text';
import { z } from 'zod';
import { kindOf, withAddresses, withoutTags } from '../html-tags.ts';
import { flag } from '../options.ts';
import { stepKind } from '../step.ts';

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/giu;

export const html = stepKind({
  id: 'html',
  title: { en: 'HTML to text', zh: 'HTML 转文本' },
  says: {
    en: 'Takes out tags, scripts and styles, and writes &amp; and its like as characters. A text with a few tags in it keeps its lines; one without HTML stays. Each run takes one layer away: &lt;b&gt; becomes <b>, and a second run would take that for a tag.',
    zh: '去除标签、脚本和样式，并把 &amp; 等实体还原为字符。只含少量标签的文本保留原有换行；不含 HTML 的文本保持不变。每次运行只去掉一层：&lt;b&gt; 变为 <b>，再次运行会将其视为标签。',
  },
  options: z.object({
    links: flag({
      title: { en: 'Keep addresses of links', zh: '保留链接地址' },
      says: { en: 'Writes the address in brackets after the text of a link.', zh: '在链接文字后的方括号中写出地址。' },
      default: false,
    }),
  }),
  start: ({ links }) => {
    const toText = compile({
      wordwrap: false,
      limits: { maxInputLength: Number.POSITIVE_INFINITY },
      selectors: [
        { selector: 'a', options: { ignoreHref: !links } },
        { selector: 'img', format: 'skip' },
        { selector: 'table', options: { uppercaseHeaderCells: false } },
        ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(selector => ({ selector, options: { uppercase: false } })),
      ],
    });
    const entities = new Map<string, string>();
    const character = (entity: string): string => {
      const known = entities.get(entity) ?? toText(`x${entity}x`).slice(1, -1);
      entities.set(entity, known);
      return known;
    };
    const decoded = (text: string): string => (text.includes('&') ? text.replace(ENTITY, character) : text);
    return {
      change: text => {
        switch (kindOf(text)) {
          case 'no HTML':
            return decoded(text);
          case 'lines with tags':
            return decoded(withoutTags(text, { links }));
          case 'laid out by tags':
            return converted(toText, text) ?? decoded(withoutTags(text, { links }));
        }
      },
    };
  },
});

/** Null where tags are nested more deeply than the stack is. */
function converted(toText: (html: string) => string, text: string): string | null {
  try {
    return toText(withAddresses(text));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
