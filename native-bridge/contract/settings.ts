import { z } from 'zod';
import { method, slice } from './slice.ts';

const address = z.url({ protocol: /^https?$/ }).max(500);

/** What holds for every project on this machine, kept in `settings.json` of Luthier's home; the shell reads it too. */
export const Settings = z
  .object({
    /** Nothing of ours opens a connection to the outside: no download, no check for updates. */
    offline: z.boolean(),
    /** Whether the desktop app may look for a newer version by itself; null until the person has said, and then not. */
    updates: z.boolean().nullable(),
    /** Index of Python packages instead of PyPI, such as `https://mirror/simple`. */
    packageIndex: address.nullable(),
    /** PyTorch's own index, for the build without CUDA. */
    torchIndex: address.nullable(),
    /** Where interpreters are fetched from, laid out as the releases of python-build-standalone. */
    pythonMirror: address.nullable(),
    /** The Hugging Face hub, or what speaks like it. */
    hubEndpoint: address.nullable(),
    /** Folder of environments, caches, interpreters and the starter model; null for Luthier's home. */
    place: z.string().min(1).max(4096).nullable(),
  })
  .meta({ id: 'Settings' });
export type Settings = z.infer<typeof Settings>;

/** Something that needs the network, when a person asks for it; `update` by itself, once they have allowed it. */
export const NetworkUse = z
  .object({
    id: z.enum(['packages', 'torch', 'interpreter', 'hub', 'update']),
    /** Hosts it talks to; none where this build has no address for it. */
    hosts: z.array(z.string()),
    allowed: z.boolean(),
  })
  .meta({ id: 'NetworkUse' });
export type NetworkUse = z.infer<typeof NetworkUse>;

export const SettingsState = z
  .object({
    settings: Settings,
    /** The file could not be read: until it is written anew, Luthier is offline. */
    damaged: z.boolean(),
    home: z.string(),
    /** Where environments stand now, and what is free there. */
    place: z.string(),
    placeFreeBytes: z.int().nonnegative(),
    network: z.array(NetworkUse),
  })
  .meta({ id: 'SettingsState' });
export type SettingsState = z.infer<typeof SettingsState>;

export const settings = slice('settings', {
  state: method({ input: z.object({}), output: SettingsState, errors: [] }),
  /** Changes what is named and leaves the rest. */
  change: method({
    input: Settings.partial(),
    output: SettingsState,
    errors: ['settings.place_unusable', 'disk.full'],
  }),
});
