/**
 * Writes the two faces of the contract that Python reads: JSON Schema, and the pydantic models made from it.
 * `--check` writes nothing and exits with 1 when a committed file differs.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import * as contract from '../../native-bridge/contract/index.ts';

const root = join(import.meta.dirname, '../..');
const SCHEMA = 'native-bridge/contract/generated/contract.schema.json';
const CATALOG = 'native-bridge/contract/generated/catalog.json';
const MODELS = 'python-env/luthier/contract/models.py';
const ERRORS = 'python-env/luthier/contract/errors.json';

/** What crosses to Python and back, by file: everything else stays between page and core. */
const FILES = {
  JobSpec: contract.JobSpec,
  JobEvent: contract.JobEvent,
  ProcessFile: contract.ProcessFile,
  StatusFile: contract.StatusFile,
  EvaluationReport: contract.EvaluationReport,
  Prediction: contract.Prediction,
  AttentionMap: contract.AttentionMap,
  ParityCard: contract.ParityCard,
  TextToScore: contract.TextToScore,
  TextScore: contract.TextScore,
  TextToRead: contract.TextToRead,
  FoundNames: contract.FoundNames,
  ExportManifest: contract.ExportManifest,
  Catalog: contract.Catalog,
  Probe: contract.Probe,
};

/** Limits that TypeScript, which owns them, has checked; the generator would make a one-field class of each. */
const LIMITS = ['pattern', 'minLength', 'minimum', 'maximum', 'exclusiveMinimum'];

const check = process.argv.includes('--check');
const python = process.env.LUTHIER_PYTHON;
if (python === undefined) throw new Error('LUTHIER_PYTHON must name a Python with the dev group of python-env');

const schema = contractSchema();
const drifted = [
  write(SCHEMA, `${JSON.stringify(schema, null, 2)}\n`),
  write(MODELS, pydanticModels(python)),
  write(ERRORS, `${JSON.stringify(contract.ERRORS, null, 2)}\n`),
  write(CATALOG, catalog(python)),
].filter(path => path !== null);

if (check && drifted.length > 0) {
  console.error(`Differs from the contract, run \`npm run contract\`:\n  ${drifted.join('\n  ')}`);
  process.exit(1);
}

function contractSchema() {
  const file = z.object(FILES).meta({ id: 'Contract' });
  const { $defs, ...rest } = z.toJSONSchema(file, { target: 'draft-2020-12', io: 'output' });
  return { ...rest, title: 'Contract', $comment: `Generated. Contract version ${contract.CONTRACT_VERSION}.`, $defs };
}

/** The same schema with ids and other named primitives written out where they are used, and without limits. */
function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (node === null || typeof node !== 'object') return node;

  const target = referred(node);
  if (target !== undefined && isPrimitive(target)) return { type: primitiveType(target) };

  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !LIMITS.includes(key) || typeof value === 'object')
      .map(([key, value]) => [key, plain(key === '$defs' ? withoutPrimitives(value) : value)]),
  );
}

function withoutPrimitives(defs: Record<string, object>): object {
  return Object.fromEntries(Object.entries(defs).filter(([, definition]) => !isPrimitive(definition)));
}

function referred(node: object): object | undefined {
  const { $ref } = node as { $ref?: string };
  return $ref === undefined ? undefined : (schema.$defs?.[$ref.replace('#/$defs/', '')] as object);
}

function primitiveType(node: object): unknown {
  const { type, anyOf } = node as { type?: string; anyOf?: object[] };
  if (anyOf === undefined) return type;
  const types = new Set(anyOf.map(member => primitiveType(referred(member) ?? member)));
  return types.size === 1 ? [...types][0] : [...types];
}

function isPrimitive(node: object): boolean {
  const { type, anyOf, const: constant } = node as { type?: string; anyOf?: object[]; const?: unknown };
  if (anyOf !== undefined) return anyOf.every(member => isPrimitive(referred(member) ?? member));
  return constant === undefined && ['string', 'integer', 'number', 'boolean', 'null'].includes(type ?? '');
}

function pydanticModels(python: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'luthier-contract-'));
  try {
    const input = join(folder, 'contract.schema.json');
    const output = join(folder, 'models.py');
    writeFileSync(input, JSON.stringify(plain(schema)));
    execFileSync(
      python,
      [
        ['-m', 'datamodel_code_generator'],
        ['--input', input, '--input-file-type', 'jsonschema', '--output', output],
        ['--output-model-type', 'pydantic_v2.BaseModel', '--target-python-version', '3.11'],
        ['--snake-case-field', '--allow-population-by-field-name', '--extra-fields', 'forbid'],
        ['--use-annotated', '--use-union-operator', '--use-standard-collections', '--enum-field-as-literal', 'all'],
        ['--enable-faux-immutability', '--use-double-quotes', '--disable-timestamp'],
        ['--use-schema-description', '--use-one-literal-as-default'],
        ['--custom-file-header', '# Generated from native-bridge/contract by `npm run contract`; never edited.'],
      ].flat(),
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    return `${readFileSync(output, 'utf8')}\nCONTRACT_VERSION = ${contract.CONTRACT_VERSION}\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What Python offers to choose from, checked by the contract before it is committed. */
function catalog(python: string): string {
  const published = execFileSync(python, ['-m', 'luthier', 'describe'], {
    env: { ...process.env, PYTHONPATH: join(root, 'python-env') },
    encoding: 'utf8',
  });
  return `${JSON.stringify(contract.Catalog.parse(JSON.parse(published)), null, 2)}\n`;
}

/** Writes the file, or only looks when checking. Returns its path when it differed. */
function write(path: string, text: string): string | null {
  const before = readIfThere(join(root, path));
  if (before === text) return null;
  if (!check) {
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
  return path;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
