import { z } from 'zod';
import { because, type Knob, LuthierError, type Params } from '../../contract/index.ts';

/** The chosen values with the catalogue's defaults filled in. Throws `params.invalid` with the knob and the reason. */
export function checkParams(knobs: readonly Knob[], params: Params): Params {
  const filled = { ...Object.fromEntries(knobs.map(knob => [knob.name, knob.default])), ...params };
  const parsed = z.strictObject(Object.fromEntries(knobs.map(knob => [knob.name, schemaOf(knob)]))).safeParse(filled);
  if (parsed.success) return parsed.data;

  const issue = parsed.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = unknown ?? String(issue?.path[0] ?? 'params');
  const title = knobs.find(({ name }) => name === field)?.title ?? field;
  throw new LuthierError(
    'params.invalid',
    { field: title, ...(issue ? reasonOf(issue) : because('params.unknown', {})) },
    { field },
  );
}

function reasonOf(issue: z.core.$ZodIssue): { readonly reason: string } {
  switch (issue.code) {
    case 'unrecognized_keys':
      return because('params.unknown', {});
    case 'too_small':
      return because('params.too_small', { least: Number(issue.minimum) });
    case 'too_big':
      return because('params.too_large', { most: Number(issue.maximum) });
    case 'invalid_value':
      return because('params.not_offered', { offered: issue.values.map(String).join(', ') });
    default:
      return because('params.wrong_kind', { wanted: issue.code === 'invalid_type' ? issue.expected : '?' });
  }
}

function schemaOf(knob: Knob): z.ZodType<string | number | boolean> {
  switch (knob.kind) {
    case 'int':
      return z.int().min(knob.low).max(knob.high);
    case 'float':
      return z.number().min(knob.low).max(knob.high);
    case 'choice':
      return z.enum(knob.options as [string, ...string[]]);
    case 'flag':
      return z.boolean();
  }
}
