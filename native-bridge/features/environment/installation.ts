import { join } from 'node:path';
import { type Places, placesOf } from '../../../python-env/build/places.mjs';

/** Where Luthier itself lies, and where it keeps what is outside all projects. */
export interface Installation {
  /** Folder with `python-env/`. */
  readonly root: string;
  readonly home: string;
  readonly version: string;
}

/** The folders of environments and what belongs to them; the settings may have moved them to another disk. */
export function placesIn({ root, home }: Pick<Installation, 'root' | 'home'>): Places {
  return placesOf({ pythonEnv: join(root, 'python-env'), home });
}
