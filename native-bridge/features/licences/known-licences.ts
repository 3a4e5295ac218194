import type { Allowed, AllowedUses } from '../../contract/index.ts';

export interface KnownLicence {
  readonly id: string;
  readonly allowed: AllowedUses;
  /** The licence text that this rests on. */
  readonly address: string;
}

const uses = (training: Allowed, shareData: Allowed, shareModel: Allowed, commercial: Allowed): AllowedUses => ({
  training,
  shareData,
  shareModel,
  commercial,
});

const OPEN = uses('yes', 'yes', 'yes', 'yes');
/**
 * Terms that bind what is made from the data (share alike, no derivatives, not commercial): whether a model is made
 * from it in that sense is not settled, so sharing a model is asked.
 */
const SHARE_ALIKE = uses('yes', 'yes', 'unknown', 'yes');
const NOT_COMMERCIAL = uses('yes', 'yes', 'unknown', 'no');
const NO_DERIVATIVES = uses('yes', 'unknown', 'unknown', 'yes');
const NO_DERIVATIVES_NOT_COMMERCIAL = uses('yes', 'unknown', 'unknown', 'no');

const creativeCommons = (kind: string, allowed: AllowedUses): KnownLicence[] =>
  ['2.0', '2.5', '3.0', '4.0'].map(version => ({
    id: `CC-${kind.toUpperCase()}-${version}`,
    allowed,
    address: `https://creativecommons.org/licenses/${kind}/${version}/`,
  }));

const gnu = (name: string, version: string, path: string): KnownLicence[] =>
  ['only', 'or-later'].map(suffix => ({
    id: `${name}-${version}-${suffix}`,
    allowed: SHARE_ALIKE,
    address: `https://www.gnu.org/licenses/${path}.html`,
  }));

/** What well-known licences allow, as their own text has it. A reading to begin with, no legal advice. */
export const KNOWN_LICENCES: readonly KnownLicence[] = [
  { id: 'CC0-1.0', allowed: OPEN, address: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  { id: 'PDDL-1.0', allowed: OPEN, address: 'https://opendatacommons.org/licenses/pddl/1-0/' },
  { id: 'ODC-By-1.0', allowed: OPEN, address: 'https://opendatacommons.org/licenses/by/1-0/' },
  { id: 'ODbL-1.0', allowed: SHARE_ALIKE, address: 'https://opendatacommons.org/licenses/odbl/1-0/' },
  ...creativeCommons('by', OPEN),
  ...creativeCommons('by-sa', SHARE_ALIKE),
  ...creativeCommons('by-nc', NOT_COMMERCIAL),
  ...creativeCommons('by-nc-sa', NOT_COMMERCIAL),
  ...creativeCommons('by-nd', NO_DERIVATIVES),
  ...creativeCommons('by-nc-nd', NO_DERIVATIVES_NOT_COMMERCIAL),
  // These say of themselves that they do not reach the results of computing on the data.
  { id: 'CDLA-Permissive-1.0', allowed: OPEN, address: 'https://cdla.dev/permissive-1-0/' },
  { id: 'CDLA-Permissive-2.0', allowed: OPEN, address: 'https://cdla.dev/permissive-2-0/' },
  { id: 'CDLA-Sharing-1.0', allowed: OPEN, address: 'https://cdla.dev/sharing-1-0/' },
  { id: 'C-UDA-1.0', allowed: OPEN, address: 'https://spdx.org/licenses/C-UDA-1.0.html' },
  { id: 'etalab-2.0', allowed: OPEN, address: 'https://spdx.org/licenses/etalab-2.0.html' },
  {
    id: 'OGL-UK-3.0',
    allowed: OPEN,
    address: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
  },
  { id: 'MIT', allowed: OPEN, address: 'https://opensource.org/license/mit' },
  { id: 'MIT-0', allowed: OPEN, address: 'https://opensource.org/license/mit-0' },
  { id: 'Apache-2.0', allowed: OPEN, address: 'https://www.apache.org/licenses/LICENSE-2.0' },
  { id: 'BSD-2-Clause', allowed: OPEN, address: 'https://opensource.org/license/bsd-2-clause' },
  { id: 'BSD-3-Clause', allowed: OPEN, address: 'https://opensource.org/license/bsd-3-clause' },
  { id: 'ISC', allowed: OPEN, address: 'https://opensource.org/license/isc-license-txt' },
  { id: '0BSD', allowed: OPEN, address: 'https://opensource.org/license/0bsd' },
  { id: 'Unlicense', allowed: OPEN, address: 'https://unlicense.org/' },
  { id: 'MPL-2.0', allowed: SHARE_ALIKE, address: 'https://www.mozilla.org/MPL/2.0/' },
  ...gnu('GPL', '2.0', 'old-licenses/gpl-2.0'),
  ...gnu('GPL', '3.0', 'gpl-3.0'),
  ...gnu('LGPL', '2.1', 'old-licenses/lgpl-2.1'),
  ...gnu('LGPL', '3.0', 'lgpl-3.0'),
  ...gnu('AGPL', '3.0', 'agpl-3.0'),
];

export const UNKNOWN_USES = uses('unknown', 'unknown', 'unknown', 'unknown');

const byId = new Map(KNOWN_LICENCES.map(licence => [licence.id, licence]));

export function knownLicence(id: string): KnownLicence | undefined {
  return byId.get(id);
}
