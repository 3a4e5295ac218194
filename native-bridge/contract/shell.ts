import { z } from 'zod';
import { ErrorPayload } from './errors.ts';
import { TimeMs } from './ids.ts';

/**
 * What the page and the desktop shell say to each other: which project the window is of, native dialogs and menus.
 * Everything about the project itself goes to its core.
 */

/** Origin of the desktop app's page: the one that a core lets in besides its own. */
export const DESKTOP_ORIGIN = 'luthier://app';

/** A project that was open before. */
export const RecentProject = z.strictObject({
  folder: z.string(),
  name: z.string(),
  openedAtMs: TimeMs,
  /** Whether its folder is still where it was. */
  isThere: z.boolean(),
  /** The sample project of this machine, which can be taken away as a whole. */
  isSample: z.boolean(),
});
export type RecentProject = z.infer<typeof RecentProject>;

/** How opening a project ended. After `opened` the window goes to the project by itself. */
export const Opening = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened') }),
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('refused'), error: ErrorPayload }),
]);
export type Opening = z.infer<typeof Opening>;

/** How taking the sample away ended. */
export const Removal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('removed') }),
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('refused'), error: ErrorPayload }),
]);
export type Removal = z.infer<typeof Removal>;

/** A command of the page as the native menu shows it, titled in the language of the page. */
export const MenuCommand = z.strictObject({
  id: z.string().max(80),
  title: z.string().max(200),
  group: z.enum(['page', 'go', 'job', 'view', 'help']),
  /** As tinykeys writes them: `$mod+j`, `F6`. */
  keys: z.array(z.string().max(40)).max(4),
  isPossible: z.boolean(),
  /** One of several of which one holds, such as a theme: what they choose, and whether it is this one. */
  choice: z.strictObject({ of: z.string().max(40), isOn: z.boolean() }).optional(),
});
export type MenuCommand = z.infer<typeof MenuCommand>;

/** How the page looks, so that the menus, the title bar and the next start look the same. */
export const Appearance = z.strictObject({
  language: z.enum(['en', 'zh-CN']),
  theme: z.enum(['auto', 'light', 'dark']),
  commands: z.array(MenuCommand).max(400),
});
export type Appearance = z.infer<typeof Appearance>;

const nothing = z.strictObject({});
/** A folder of this machine, or the address of a core that is reached through a tunnel. */
const folder = z.string().min(1).max(4096);

/** What the page may ask of the shell: name and input. The shell checks each input against its schema. */
export const SHELL_CALLS = {
  chooseFile: nothing,
  chooseFolder: nothing,
  recentProjects: nothing,
  /** Takes a project off the list of recent ones; the project itself stays. */
  forgetProject: z.strictObject({ folder }),
  /** Opens a project in this window, by its folder or a file of it; asks for the folder where none is given. */
  openProject: z.strictObject({ folder: folder.nullable() }),
  /** Asks where, and makes a new project there; one that is made for a file or folder of data goes on to its import. */
  createProject: z.strictObject({ file: z.string().min(1).max(4096).optional() }),
  /** Opens the sample project, which the core fills the first time. */
  openSample: nothing,
  /** Asks, then deletes the folder of the sample project and nothing else. */
  removeSample: nothing,
  /** Opens a core on another machine, through a tunnel: its link with the token. */
  connect: z.strictObject({ link: z.string().min(1).max(500) }),
  /** Back to the welcome page. Jobs run on. */
  closeProject: nothing,
  /** Shows a file or folder below the project in the file manager of the system. */
  showInFolder: z.strictObject({ path: z.string().max(4096) }),
  /** Opens an https address in the browser of the system, after asking. */
  openLink: z.strictObject({ url: z.string().min(1).max(2000) }),
  appearance: Appearance,
  /** The person knows that pages have no sandbox: it is not told again before the next start. */
  noteUnsandboxed: nothing,
  /** Resolves when the core of this window answers. */
  coreReady: nothing,
  /** What a bug report needs of the shell: versions, devices, its last lines. No data, no paths, no secrets. */
  diagnostics: nothing,
} as const satisfies Readonly<Record<string, z.ZodType>>;
export type ShellCall = keyof typeof SHELL_CALLS;

export interface ShellConnection {
  readonly address: string;
  readonly token: string;
  /** The core runs on another machine: files of this one must be handed over. */
  readonly isRemote: boolean;
}

/** What a page is told as it is loaded, before it can ask. */
export type ShellGiven = Pick<Shell, 'connection' | 'isUnsandboxed'>;

/** What the shell puts into the page as `window.luthier`. Absent in a browser. */
export interface Shell {
  /** Null while no project is open: the page welcomes. */
  readonly connection: ShellConnection | null;
  /** Pages run without Chromium's sandbox, and nobody has taken note of it since the app was started. */
  readonly isUnsandboxed: boolean;
  readonly noteUnsandboxed: () => Promise<void>;
  readonly chooseFile: () => Promise<string | null>;
  readonly chooseFolder: () => Promise<string | null>;
  readonly recentProjects: () => Promise<readonly RecentProject[]>;
  readonly forgetProject: (folder: string) => Promise<void>;
  readonly openProject: (folder: string | null) => Promise<Opening>;
  readonly createProject: (file?: string) => Promise<Opening>;
  readonly openSample: () => Promise<Opening>;
  readonly removeSample: () => Promise<Removal>;
  /** Where a file or folder that was dropped on the page lies; null for what lies nowhere. Takes a `File`. */
  readonly pathOf: (dropped: object) => string | null;
  readonly connect: (link: string) => Promise<Opening>;
  readonly closeProject: () => Promise<void>;
  readonly showInFolder: (path: string) => Promise<void>;
  readonly openLink: (url: string) => Promise<void>;
  readonly coreReady: () => Promise<void>;
  readonly diagnostics: () => Promise<string>;
  /** Tells how the page looks and what can be done in it now. */
  readonly appearance: (appearance: Appearance) => Promise<void>;
  /** Hears which command was chosen in the native menu; `edit.undo` and `edit.redo` are those of whatever has the focus. */
  readonly onCommand: (hear: (id: string) => void) => void;
}
