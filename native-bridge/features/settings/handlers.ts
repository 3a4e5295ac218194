import { freeBytes } from '../../../python-env/build/files.mjs';
import { TORCH_INDEX } from '../../../python-env/build/requirements.mjs';
import type { NetworkUse, Settings, SettingsState, settings } from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import { formerPlaces, readSettings, writeSettings } from '../../core/settings-file.ts';
import { updateHost } from '../../core/update-host.ts';
import { hostOf, type Installation, placesIn } from '../environment/index.ts';
import { checkPlace } from './check-place.ts';

export interface SettingsDeps {
  readonly installation: Installation;
}

/** The settings slice: what holds for every project on this machine. */
export function settingsHandlers({ installation }: SettingsDeps): Handlers<typeof settings> {
  const { home, root } = installation;

  const state = (): SettingsState => {
    const { settings, damaged } = readSettings(home);
    const { place } = placesIn(installation);
    return {
      settings,
      damaged,
      home,
      place,
      placeFreeBytes: freeBytes(place),
      network: networkOf(settings, updateHost(root)),
    };
  };
  return {
    state,
    change: changes => {
      const { place: before } = placesIn(installation);
      const named = Object.entries(changes).filter(([, value]) => value !== undefined);
      const wanted = { ...readSettings(home).settings, ...Object.fromEntries(named) };
      if (changes.place !== undefined && changes.place !== null) checkPlace(changes.place);
      writeSettings(home, wanted, [...new Set([...formerPlaces(home), before])]);
      return state();
    },
  };
}

/** Everything of ours that may reach outside, where it goes, and whether it may now. */
function networkOf(settings: Settings, updatesFrom: string | null): NetworkUse[] {
  const { offline, updates, packageIndex, torchIndex, pythonMirror, hubEndpoint } = settings;
  const uses: readonly (Omit<NetworkUse, 'allowed'> & { readonly isChosen?: boolean })[] = [
    {
      id: 'packages',
      hosts: packageIndex === null ? ['pypi.org', 'files.pythonhosted.org'] : [hostOf(packageIndex)],
    },
    { id: 'torch', hosts: [hostOf(torchIndex ?? TORCH_INDEX)] },
    { id: 'interpreter', hosts: [pythonMirror === null ? 'github.com' : hostOf(pythonMirror)] },
    { id: 'hub', hosts: [hubEndpoint === null ? 'huggingface.co' : hostOf(hubEndpoint)] },
    { id: 'update', hosts: updatesFrom === null ? [] : [updatesFrom], isChosen: updates === true },
  ];
  return uses.map(({ id, hosts, isChosen = true }) => ({
    id,
    hosts,
    allowed: !offline && isChosen && hosts.length > 0,
  }));
}
