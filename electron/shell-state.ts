import { mkdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Appearance, RecentProject } from '../native-bridge/contract/shell.ts';
import { readJson, writeAtomically } from '../native-bridge/core/files.ts';

/** Place and size of a window, in device-independent pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}

type Remembered = Omit<RecentProject, 'isThere' | 'isSample'>;

/** What the shell remembers between two starts. */
export interface Memory {
  /** Of the window that was closed last: where one of a project begins that has none of its own. */
  readonly bounds: Bounds | null;
  /** Of the window of each recent project. */
  readonly places: Readonly<Record<string, Bounds>>;
  readonly language: Appearance['language'] | null;
  readonly theme: Appearance['theme'];
  readonly recent: readonly Remembered[];
  /** Folders that were open when the app ended, the one in front last. */
  readonly open: readonly string[];
  /** Tokens of cores on other machines by their address, sealed by the keychain of the system. */
  readonly sealedTokens: Readonly<Record<string, string>>;
}

const NOTHING: Memory = {
  bounds: null,
  places: {},
  language: null,
  theme: 'auto',
  recent: [],
  open: [],
  sealedTokens: {},
};
const RECENT = 12;

/** The memory of the shell: one small file, read once, written whole. A file that cannot be read counts as none. */
export class ShellState {
  readonly #file: string;
  #memory: Memory;

  constructor(file: string) {
    this.#file = file;
    this.#memory = memoryIn(readJson(file));
  }

  get memory(): Memory {
    return this.#memory;
  }

  remember(change: Partial<Memory>): void {
    const next = { ...this.#memory, ...change };
    if (JSON.stringify(next) === JSON.stringify(this.#memory)) return;
    this.#memory = next;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeAtomically(this.#file, JSON.stringify(next));
    } catch {
      // On a full or read-only disk the next start knows less; nothing of a person's work is lost.
    }
  }

  /** `sample` is the folder of the sample project. A disk that does not answer holds up nobody. */
  async recent(sample: string): Promise<RecentProject[]> {
    return await Promise.all(
      this.#memory.recent.map(async project => ({
        ...project,
        isThere: isAddress(project.folder) || (await isThere(project.folder)),
        isSample: project.folder === sample,
      })),
    );
  }

  opened(folder: string, name = basename(folder)): void {
    const others = this.#memory.recent.filter(project => project.folder !== folder);
    this.remember({ recent: [{ folder, name, openedAtMs: Date.now() }, ...others].slice(0, RECENT) });
  }

  /** Keeps where a window was. Of projects that are long forgotten nothing is kept. */
  leftAt(bounds: Bounds, folder: string | null): void {
    const { places, recent } = this.#memory;
    const all = folder === null ? places : { ...places, [folder]: bounds };
    const isRecent = (of: string): boolean => recent.some(project => project.folder === of);
    this.remember({ bounds, places: Object.fromEntries(Object.entries(all).filter(([of]) => isRecent(of))) });
  }

  /** Where a window of a project begins. */
  placeOf(folder: string | null): Bounds | null {
    return (folder === null ? undefined : this.#memory.places[folder]) ?? this.#memory.bounds;
  }

  forget(folder: string): void {
    const { [folder]: _, ...sealedTokens } = this.#memory.sealedTokens;
    this.remember({ recent: this.#memory.recent.filter(project => project.folder !== folder), sealedTokens });
  }
}

/** A folder of a disk that takes longer than this to say so counts as gone. */
const LOOK_MS = 1000;

async function isThere(folder: string): Promise<boolean> {
  const look = stat(folder).then(
    () => true,
    () => false,
  );
  return await Promise.race([look, new Promise<boolean>(done => setTimeout(() => done(false), LOOK_MS))]);
}

/** Whether what stands for a project is a core on another machine. */
export function isAddress(folder: string): boolean {
  return /^http:\/\/(127\.0\.0\.1|localhost):\d+$/.test(folder);
}

/** Takes what fits out of whatever stands in the file: an older or a damaged one loses only what it lacks. */
export function memoryIn(json: unknown): Memory {
  const found = (typeof json === 'object' && json !== null ? json : {}) as Partial<Record<keyof Memory, unknown>>;
  const { bounds, places, language, theme, recent, open, sealedTokens } = found;
  return {
    bounds: isBounds(bounds) ? bounds : NOTHING.bounds,
    places: Object.fromEntries(Object.entries(places ?? {}).filter(([, place]) => isBounds(place))),
    language: language === 'en' || language === 'zh-CN' ? language : NOTHING.language,
    theme: theme === 'light' || theme === 'dark' ? theme : NOTHING.theme,
    recent: Array.isArray(recent) ? recent.filter(isRemembered).slice(0, RECENT) : NOTHING.recent,
    open: Array.isArray(open) ? open.filter(folder => typeof folder === 'string') : NOTHING.open,
    sealedTokens: isTexts(sealedTokens) ? sealedTokens : NOTHING.sealedTokens,
  };
}

function isBounds(value: unknown): value is Bounds {
  const { x, y, width, height, isMaximized } = (value ?? {}) as Partial<Bounds>;
  return [x, y, width, height].every(Number.isInteger) && typeof isMaximized === 'boolean';
}

function isRemembered(value: unknown): value is Remembered {
  const { folder, name, openedAtMs } = (value ?? {}) as Partial<Remembered>;
  return typeof folder === 'string' && typeof name === 'string' && Number.isInteger(openedAtMs);
}

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every(text => typeof text === 'string');
}
