import type { PrivacyAction } from '../../contract/index.ts';
import { diceOf, saltedHash } from './dice.ts';
import type { Finding } from './find.ts';

const HASH_LENGTH = 16;

/** What a value becomes. The same value becomes the same wherever in the project it stands. */
export function replacement(
  action: Exclude<PrivacyAction, 'keep' | 'drop'>,
  { detector, value }: Pick<Finding, 'detector' | 'value'>,
  salt: Uint8Array,
): string {
  const canonical = detector.canonical(value);
  switch (action) {
    case 'mask':
      return detector.mask(value);
    case 'hash':
      return `[${detector.id}:${saltedHash(salt, `hash ${detector.id}`, canonical).slice(0, HASH_LENGTH)}]`;
    case 'fake':
      return detector.fake(value, diceOf(salt, `fake ${detector.id}`, canonical));
  }
}

/** The text with each finding replaced. Findings are in order and do not overlap. */
export function replaceAll(text: string, findings: readonly Finding[], by: (finding: Finding) => string): string {
  let result = '';
  let at = 0;
  for (const finding of findings) {
    result += text.slice(at, finding.start) + by(finding);
    at = finding.end;
  }
  return result + text.slice(at);
}
