import { type Detector, follows, matches, type Span } from '../detector.ts';

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const ADDRESS = new RegExp(`(?<![0-9A-Za-z._-])${OCTET}(?:\\.${OCTET}){3}(?![0-9A-Za-z_]|\\.[0-9])`, 'g');
const VERSION_BEFORE =
  /(?:v|ver|version|release|build|版本|版本号|固件|firmware|[A-Za-z0-9]\/|§|section|chapter|第)[.:： ]{0,2}(?:is |为|是)?$/i;
const ADDRESS_BEFORE = /(?:ip|dns|server|host|ping|from|服务器|地址|网关|\/\/|@|\[)[^0-9]{0,8}$/i;
/** This machine, nobody, everybody, and the networks kept for documentation (RFC 5737). */
const NOBODY = /^(?:0\.|127\.|255\.255\.255\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)/;

export const ipv4: Detector = {
  id: 'ipv4',
  title: { en: 'IPv4 address', zh: 'IPv4 地址' },
  says: {
    en: 'Four numbers up to 255. Versions and section numbers are left, and addresses of no machine such as 127.0.0.1.',
    zh: '四段不超过 255 的数字。版本号、章节号及 127.0.0.1 等不指向任何机器的地址不计。',
  },
  hint: /[0-9]\.[0-9]/,
  *find(text) {
    for (const span of matches(text, ADDRESS)) if (isAddress(text, span)) yield span;
  },
  canonical: value => value,
  mask: value => value.replace(/^([0-9]+\.[0-9]+).*$/, '$1.*.*'),
  fake: (_, dice) => `${['192.0.2', '198.51.100', '203.0.113'][dice.below(3)]}.${1 + dice.below(254)}`,
};

function isAddress(text: string, { start, end }: Span): boolean {
  const value = text.slice(start, end);
  if (NOBODY.test(value)) return false;
  if (follows(text, start, ADDRESS_BEFORE)) return true;
  // 1.2.3.4 and 1.91.2.7 alone are a section and a revision more often than a machine.
  return !follows(text, start, VERSION_BEFORE) && !/^[0-9]\.[0-9]+\.[0-9]\.[0-9]+$/.test(value);
}
