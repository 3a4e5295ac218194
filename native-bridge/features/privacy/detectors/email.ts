import type { Detector, Span } from '../detector.ts';

/** What mailboxes are made of in practice. RFC 5322 also allows = / ? and others, which part what stands in a web address. */
const LOCAL = /[A-Za-z0-9._%+'-]/;
const DOMAIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9-]{1,63}){1,8}/;
const LONGEST_LOCAL = 64;
const LONGEST_DOMAIN = 255;
/** Names of files such as icon@2x.png. */
const FILES = /\.(?:png|jpe?g|gif|webp|svg|bmp|ico|css|js|ts|json|html?|pdf|zip)$/i;
/** Kept for examples and tests, RFC 2606 and 6761: nobody lives there. */
const RESERVED = /(?:^|\.)(?:example\.(?:com|net|org)|example|invalid|test|localhost)$/i;

export const email: Detector = {
  id: 'email',
  title: { en: 'E-mail address', zh: '电子邮箱' },
  says: {
    en: 'Addresses such as ann@mail.com. Addresses at example.com are left.',
    zh: '形如 ann@mail.com 的地址；example.com 的地址不计。',
  },
  hint: /@/,
  *find(text) {
    let after = 0;
    for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      const span = around(text, at, after);
      if (span === null) continue;
      after = span.end;
      yield span;
    }
  },
  canonical: value => value.toLowerCase(),
  mask: value => value.replace(/^(.).*@/, '$1***@'),
  fake: (_, dice) => `user-${dice.letters(10)}@example.com`,
};

function around(text: string, at: number, after: number): Span | null {
  let start = at;
  while (start > after && at - start < LONGEST_LOCAL && LOCAL.test(text[start - 1] ?? '')) start -= 1;
  while (start < at && !/[A-Za-z0-9]/.test(text[start] ?? '')) start += 1;
  if (start === at || text[at - 1] === '.' || text[at - 1] === '*') return null;

  const domain = domainAt(text, at + 1);
  if (domain === null || RESERVED.test(domain)) return null;
  const end = at + 1 + domain.length;
  // Mailing lists write bounce@list.org@host.net: one address, or its end would be left over as another.
  const further = text[end] === '@' ? domainAt(text, end + 1) : null;
  return { start, end: further === null ? end : end + 1 + further.length };
}

function domainAt(text: string, start: number): string | null {
  const domain = (DOMAIN.exec(text.slice(start, start + LONGEST_DOMAIN))?.[0] ?? '').replace(/-+$/, '');
  const last = domain.slice(domain.lastIndexOf('.') + 1);
  return /^(?:[A-Za-z]{2,24}|xn--[A-Za-z0-9-]+)$/.test(last) && !FILES.test(domain) ? domain : null;
}
