import { isIPv6 } from 'node:net';
import type { Detector } from '../detector.ts';

const RUN = /(?<![0-9A-Za-z:._])[0-9A-Fa-f:]{6,39}(?![0-9A-Za-z:_*])/g;

export const ipv6: Detector = {
  id: 'ipv6',
  title: { en: 'IPv6 address', zh: 'IPv6 地址' },
  says: {
    en: 'Addresses such as 2a02:2f0::1. Times, hardware addresses and names of code are left.',
    zh: '形如 2a02:2f0::1 的地址。时间、硬件地址及代码名称不计。',
  },
  hint: /:[0-9A-Fa-f]*:/,
  *find(text) {
    for (const match of text.matchAll(RUN)) {
      // A colon of the sentence: "from 2a02::1:".
      const value = match[0].endsWith(':') && !match[0].endsWith('::') ? match[0].slice(0, -1) : match[0];
      if (isAddress(value)) yield { start: match.index, end: match.index + value.length };
    }
  },
  // However its zeros are written: RFC 5952.
  canonical: value => new URL(`http://[${value}]`).hostname,
  mask: value => {
    const [first = ''] = value.split(':');
    return first + value.slice(first.length).replace(/[0-9A-Fa-f]/g, '*');
  },
  fake: (_, dice) => {
    const group = (): string => dice.below(65_536).toString(16);
    // Kept for documentation, RFC 3849.
    return `2001:db8:${group()}:${group()}::${group()}`;
  },
};

function isAddress(value: string): boolean {
  if (!isIPv6(value) || /^2001:0?db8:/i.test(value)) return false;
  const groups = value.split(':').filter(group => group !== '');
  const looksLikeCode = groups.length < 3 && !/^(?:fe80|2[0-9a-f]{3}|f[cd][0-9a-f]{2})$/i.test(groups[0] ?? '');
  return /[0-9]/.test(value) && !looksLikeCode && !groups.every(group => group.length === 2);
}
