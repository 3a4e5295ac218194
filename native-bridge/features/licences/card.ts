import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { LuthierError } from '../../contract/index.ts';
import { readLicence, spdxId, UNKNOWN } from './expression.ts';

export interface Card {
  /** File name of the card. */
  readonly name: string;
  readonly licence: string;
  readonly origin: string;
}

const CARD = 'README.md';
const HEAD_BYTES = 256 * 1024;

/** Hugging Face ids that SPDX spells otherwise. Ids that name no version of a licence are kept as they are. */
const HUB_IDS: Readonly<Record<string, string>> = {
  pddl: 'PDDL-1.0',
  'odc-by': 'ODC-By-1.0',
  odbl: 'ODbL-1.0',
  'c-uda': 'C-UDA-1.0',
  'lgpl-lr': 'LGPLLR',
};

/** A key without a value is null. */
const FrontMatter = z.object({
  license: z.union([z.string(), z.array(z.string())]).nullish(),
  license_name: z.string().nullish(),
  homepage: z.string().nullish(),
});

/** As the template of the hub writes it in the text of a card: "- **Homepage:** https://...". */
const HOMEPAGE = /^[ \t]*[-*]?[ \t]*\*\*Homepage:?\*\*:?[ \t]*(?:\[[^\]\n]*\]\()?<?(https?:\/\/[^\s)>\]]+)/im;

/** The card that lies in an imported folder, beside an imported file, or above the `data` folder of a hub dataset. */
export function cardNear(file: string): string | null {
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const folder = isFolder ? file : dirname(file);
  const folders = basename(folder) === 'data' ? [folder, dirname(folder)] : [folder];
  return folders.map(folder => join(folder, CARD)).find(card => existsSync(card)) ?? null;
}

/** Reads licence and origin from the YAML head of a dataset card. Throws `licence.no_card`. */
export function readCard(file: string): Card {
  const name = basename(file);
  const none = (reason: string) => new LuthierError('licence.no_card', { file: name, reason });
  const head = headOf(file);
  if (head === null) throw none('it cannot be read');
  const [front, yaml] = /^\uFEFF?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)/s.exec(head) ?? [];
  if (front === undefined || yaml === undefined) throw none('it has no YAML head');
  const body = head.slice(front.length);

  let said: z.infer<typeof FrontMatter>;
  try {
    said = FrontMatter.parse(parse(yaml));
  } catch {
    throw none('its YAML head cannot be read');
  }
  const ids = [said.license ?? []].flat().filter(id => id.trim() !== '');
  if (ids.length === 0) throw none('its YAML head has no license');
  return {
    name,
    licence: asExpression(ids, said.license_name),
    origin: said.homepage || HOMEPAGE.exec(body)?.[1] || '',
  };
}

/** Several ids hold together: a card does not say that one may choose. */
function asExpression(ids: readonly string[], ownName: string | null | undefined): string {
  const spdx = ids.map(id => toSpdx(id.trim(), ownName));
  return spdx.includes(UNKNOWN) ? UNKNOWN : spdx.join(' AND ');
}

function toSpdx(id: string, ownName: string | null | undefined): string {
  const lower = id.toLowerCase();
  if (lower === UNKNOWN) return UNKNOWN;
  const known = spdxId(HUB_IDS[lower] ?? lower);
  if (known !== undefined) return known;
  if (id.includes(' ')) return `(${readExpression(id) ?? reference(id)})`;
  return reference(lower === 'other' && ownName ? ownName : id);
}

function readExpression(text: string): string | null {
  try {
    return readLicence(text).licence;
  } catch {
    return null;
  }
}

/** Terms that SPDX has no id for, under the name the card gives them. */
function reference(name: string): string {
  return `LicenseRef-${name.replace(/[^\w.-]+/g, '-').replaceAll('_', '-')}`;
}

function headOf(file: string): string | null {
  try {
    const handle = openSync(file, 'r');
    try {
      const head = Buffer.alloc(HEAD_BYTES);
      return head.subarray(0, readSync(handle, head, 0, HEAD_BYTES, 0)).toString('utf8');
    } finally {
      closeSync(handle);
    }
  } catch {
    return null;
  }
}
