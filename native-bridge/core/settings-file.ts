import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Settings } from '../contract/index.ts';
import { writeAtomically } from './files.ts';

export const USUAL_SETTINGS: Settings = {
  offline: false,
  updates: null,
  packageIndex: null,
  torchIndex: null,
  pythonMirror: null,
  hubEndpoint: null,
  place: null,
};

/** What the file may hold; the shell and the set-up read it too, and what they know and we do not is kept. */
const SettingsFile = z.looseObject({
  ...Settings.partial().shape,
  /** Folders that environments stood in before, so that nothing is left there when Luthier goes. */
  formerPlaces: z.array(z.string()).optional(),
});
type SettingsFile = z.infer<typeof SettingsFile>;

/**
 * The settings of this machine. Of a file that cannot be read it is not known whether the person wanted to be offline,
 * so they are.
 */
export function readSettings(home: string): { readonly settings: Settings; readonly damaged: boolean } {
  const file = fileIn(home);
  if (file === null) return { settings: { ...USUAL_SETTINGS, offline: true }, damaged: true };
  return { settings: Settings.parse({ ...USUAL_SETTINGS, ...known(file) }), damaged: false };
}

export function formerPlaces(home: string): readonly string[] {
  return fileIn(home)?.formerPlaces ?? [];
}

export function writeSettings(home: string, settings: Settings, places: readonly string[]): void {
  const content = { ...fileIn(home), ...settings, formerPlaces: [...places] };
  mkdirSync(home, { recursive: true });
  writeAtomically(join(home, 'settings.json'), `${JSON.stringify(content, null, 2)}\n`);
}

/** Null for a file that is there and cannot be understood. */
function fileIn(home: string): SettingsFile | null {
  let text: string;
  try {
    text = readFileSync(join(home, 'settings.json'), 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? {} : null;
  }
  try {
    return SettingsFile.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function known(file: SettingsFile): Partial<Settings> {
  const names = Object.keys(USUAL_SETTINGS);
  return Object.fromEntries(Object.entries(file).filter(([name]) => names.includes(name)));
}
