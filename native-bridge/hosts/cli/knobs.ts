import { type Knob, LuthierError, type Params } from '../../contract/index.ts';

/** Reads `--set rank=16` against what the catalogue offers, each value as its knob's kind. */
export function parseSettings(settings: readonly string[], knobs: readonly Knob[]): Params {
  return Object.fromEntries(
    settings.map(setting => {
      const [name = '', ...rest] = setting.split('=');
      const knob = knobs.find(knob => knob.name === name);
      if (knob === undefined || rest.length === 0) {
        const known = knobs.map(({ name }) => name).join(', ');
        throw new LuthierError('request.invalid', {
          reason: `--set ${setting}: write name=value, where name is one of ${known}`,
        });
      }
      return [name, readValue(knob, rest.join('='))];
    }),
  );
}

function readValue(knob: Knob, text: string): string | number | boolean {
  switch (knob.kind) {
    case 'int':
    case 'float':
      return Number(text);
    case 'flag':
      return text === 'true' || text === 'yes' || text === 'on';
    case 'choice':
      return text;
  }
}
