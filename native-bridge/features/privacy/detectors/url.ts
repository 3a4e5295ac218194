import type { Detector } from '../detector.ts';

const ADDRESS = /(?:\b(?:https?|ftp):\/\/|(?<![0-9A-Za-z_.@/-])www\.)[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+/gi;
const HOST =
  /^(?:[a-z]+:\/\/)?(?:[^/?#@]*@)?(\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9-]*)(?:\.[a-z0-9-]+)*)(?::[0-9]{1,5})?(?=[/?#]|$)/i;
/** Kept for examples (RFC 2606) or this machine. */
const NOBODY = /^(?:(?:[a-z0-9-]+\.){0,4}example\.(?:com|net|org)|localhost|127\.[0-9.]+)$/i;

export const url: Detector = {
  id: 'url',
  title: { en: 'Web address', zh: '网址' },
  says: {
    en: 'Addresses that begin with http, https, ftp or www. Bare names such as mail.com are left.',
    zh: '以 http、https、ftp 或 www 开头的地址；仅有域名（如 mail.com）不计。',
  },
  hint: /:\/\/|www\./i,
  *find(text) {
    for (const match of text.matchAll(ADDRESS)) {
      const value = withoutSentence(match[0]);
      const host = HOST.exec(value)?.[1];
      if (host === undefined || NOBODY.test(host) || !/[.[]/.test(host)) continue;
      yield { start: match.index, end: match.index + value.length };
    }
  },
  canonical: value => value,
  mask: value => {
    const [, scheme = '', host = ''] = /^([a-z]+:\/\/)?([^/?#]*)/i.exec(value) ?? [];
    const ending = /\.[a-z]{2,}(?=:|$)/i.exec(host)?.[0] ?? '';
    return `${scheme}${scheme ? '' : 'www.'}***${ending}${value.length > scheme.length + host.length ? '/***' : ''}`;
  },
  fake: (_, dice) => `https://example.com/${dice.letters(10)}`,
};

const LONGEST_ENDING = 8;

/** Full stops, commas and brackets that nothing opened, after an address, belong to the sentence. */
function withoutSentence(value: string): string {
  let kept = value;
  while (value.length - kept.length < LONGEST_ENDING && /[.,;:!?'*)\]]$/.test(kept) && !isOpened(kept)) {
    kept = kept.slice(0, -1);
  }
  return kept;
}

/** Whether the bracket at the end was opened before: as in a.org/x_(y). */
function isOpened(value: string): boolean {
  const last = value.slice(-1);
  const opening = last === ')' ? '(' : '[';
  return /[)\]]/.test(last) && value.split(opening).length >= value.split(last).length;
}
