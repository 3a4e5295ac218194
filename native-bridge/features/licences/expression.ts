import parse from 'spdx-expression-parse';
import deprecated from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import current from 'spdx-license-ids/index.json' with { type: 'json' };
import { type Allowed, type AllowedUses, type LicenceReading, LicenceUse, LuthierError } from '../../contract/index.ts';
import { knownLicence, UNKNOWN_USES } from './known-licences.ts';

export const UNKNOWN = 'unknown';

const spelling = new Map([...deprecated, ...current].map(id => [id.toLowerCase(), id]));
const known: ReadonlySet<string> = new Set(current);
const operator = /^(and|or|with)$/i;

/** The id as SPDX spells it, an old GNU id in the words of today; undefined for an id that SPDX does not list. */
export function spdxId(id: string): string | undefined {
  const [, name = '', plus = ''] = /^(.*?)(\+?)$/.exec(id) ?? [];
  const spelled = spelling.get(name.toLowerCase());
  if (spelled === undefined || known.has(spelled)) return spelled && spelled + plus;
  const today = `${spelled}-${plus === '+' ? 'or-later' : 'only'}`;
  return known.has(today) ? today : spelled + plus;
}

/**
 * Reads an SPDX expression in any case of its letters and says what it allows: with AND the strictest licence decides,
 * with OR the freest. Throws `licence.invalid`.
 */
export function readLicence(text: string): LicenceReading {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.toLowerCase() === UNKNOWN) {
    return { licence: UNKNOWN, allowed: UNKNOWN_USES, basis: [] };
  }
  const licence = trimmed.replace(/[^\s()]+/g, word =>
    operator.test(word) ? word.toUpperCase() : (spdxId(word) ?? word),
  );
  const tree = parsed(licence);
  const ids = [...new Set(idsOf(tree))];
  return {
    licence,
    allowed: Object.fromEntries(LicenceUse.options.map(use => [use, allows(tree, use)])) as AllowedUses,
    basis: ids.map(id => ({ id, address: knownLicence(id)?.address ?? null })),
  };
}

function parsed(licence: string): parse.Info {
  try {
    return parse(licence);
  } catch {
    const stranger = licence.split(/[\s()]+/).find(word => word !== '' && !operator.test(word) && !isReadable(word));
    const reason = stranger === undefined ? 'the expression is not complete' : `there is no licence ${stranger}`;
    throw new LuthierError('licence.invalid', { licence, reason }, { field: 'licence' });
  }
}

function isReadable(word: string): boolean {
  try {
    parse(word);
    return true;
  } catch {
    return false;
  }
}

function idsOf(tree: parse.Info): string[] {
  return 'license' in tree ? [idOf(tree)] : [...idsOf(tree.left), ...idsOf(tree.right)];
}

/** An exception only adds freedom and `+` only later versions, so the plain licence is the careful reading. */
function idOf({ license }: parse.LicenseInfo): string {
  return spdxId(license) ?? license;
}

function allows(tree: parse.Info, use: LicenceUse): Allowed {
  if ('license' in tree) return knownLicence(idOf(tree))?.allowed[use] ?? 'unknown';
  const sides = [allows(tree.left, use), allows(tree.right, use)];
  const decides = tree.conjunction === 'and' ? (['no', 'unknown'] as const) : (['yes', 'unknown'] as const);
  return decides.find(answer => sides.includes(answer)) ?? (tree.conjunction === 'and' ? 'yes' : 'no');
}
