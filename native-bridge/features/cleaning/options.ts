import { z } from 'zod';
import type { Said, StepOption } from '../../contract/index.ts';

interface About {
  readonly title: Said;
  readonly says: Said;
  readonly onlyWith?: { readonly option: string; readonly value: string };
}

interface OptionAbout extends About {
  readonly choices?: Readonly<Record<string, Said>>;
  readonly isModel?: boolean;
}

/** What a person reads about each option, beside its schema. */
const ABOUT = z.registry<OptionAbout>();

export function whole(about: About & { low: number; high: number; default: number }) {
  return z.int().min(about.low).max(about.high).default(about.default).register(ABOUT, about);
}

export function decimal(about: About & { low: number; high: number; default: number }) {
  return z.number().min(about.low).max(about.high).default(about.default).register(ABOUT, about);
}

export function text(about: About & { default: string; least?: number }) {
  return z
    .string()
    .min(about.least ?? 0)
    .max(2000)
    .default(about.default)
    .register(ABOUT, about);
}

/** A model of the project, by its name or its id. */
export function model(about: About) {
  return z
    .string()
    .max(200)
    .default('')
    .register(ABOUT, { ...about, isModel: true });
}

export function flag(about: About & { default: boolean }) {
  return z.boolean().default(about.default).register(ABOUT, about);
}

export function choice<Name extends string>(about: About & { choices: Record<Name, Said>; default: NoInfer<Name> }) {
  return z.enum(names(about.choices)).default(about.default).register(ABOUT, about);
}

export function choices<Name extends string>(about: About & { choices: Record<Name, Said>; default: NoInfer<Name>[] }) {
  return z
    .array(z.enum(names(about.choices)))
    .min(1)
    .default(about.default)
    .register(ABOUT, about);
}

function names<Name extends string>(choices: Record<Name, Said>): [Name, ...Name[]] {
  return Object.keys(choices) as [Name, ...Name[]];
}

interface FieldSchema {
  readonly type: 'integer' | 'number' | 'string' | 'boolean' | 'array';
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default: never;
}

/** The form of a step, read from the schema of its options. */
export function formOf(options: z.ZodObject): StepOption[] {
  const { properties = {} } = z.toJSONSchema(options, { io: 'input' });
  return Object.entries(options.shape).map(([name, schema]) => {
    const about = ABOUT.get(schema);
    if (about === undefined) throw new Error(`the option ${name} says nothing about itself`);
    return optionOf(name, about, properties[name] as unknown as FieldSchema);
  });
}

function optionOf(name: string, about: OptionAbout, field: FieldSchema): StepOption {
  const { title, says, choices = {}, isModel, onlyWith } = about;
  const said = { name, title, says, ...(onlyWith && { onlyWith }), default: field.default };
  switch (field.type) {
    case 'integer':
    case 'number':
      return {
        ...said,
        kind: 'number',
        low: field.minimum ?? 0,
        high: field.maximum ?? Number.MAX_SAFE_INTEGER,
        whole: field.type === 'integer',
      };
    case 'boolean':
      return { ...said, kind: 'flag' };
    case 'array':
      return { ...said, kind: 'choices', choices: listed(choices) };
    case 'string':
      if (isModel) return { ...said, kind: 'model' };
      return field.enum === undefined
        ? { ...said, kind: 'text' }
        : { ...said, kind: 'choice', choices: listed(choices) };
  }
}

function listed(choices: Readonly<Record<string, Said>>) {
  return Object.entries(choices).map(([value, title]) => ({ value, title }));
}
