import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { allowHelpers } from '../setup/terminal-helper.mjs';
import { inspect, sizeTable } from './contents.mjs';
import { setFuses } from './fuses.mjs';

const ARCHES = ['ia32', 'x64', 'armv7l', 'arm64', 'universal'];

/**
 * What electron-builder calls once the app is together and before it is signed: looks through it, and sets the fuses.
 * The terminal's helper is made fit to be run, and the page for browsers, which `luthier serve` sends, laid beside the
 * archive, in which no program but the app reads. As a resource in electron-builder.yml it would be left out of that one.
 */
export default async function afterPack({ appOutDir, packager, electronPlatformName: platform, arch }) {
  const { productFilename, name } = packager.appInfo;
  const isMac = platform === 'darwin';
  const app = isMac ? join(appOutDir, `${productFilename}.app`) : appOutDir;
  const resources = isMac ? join(app, 'Contents', 'Resources') : join(app, 'resources');

  cpSync(join(packager.projectDir, 'dist', 'renderer'), join(resources, 'dist', 'renderer'), { recursive: true });
  allowHelpers(join(resources, 'core', 'node_modules', 'node-pty'));
  const { wrong, sizes } = inspect(resources, { built: packager.projectDir, platform, arch: ARCHES[arch] });
  console.log(`Beside Electron's own files:\n${sizeTable(sizes)}`);
  if (wrong.length > 0) throw new Error(`This is not to be packaged:\n  ${wrong.join('\n  ')}`);

  const executable = platform === 'win32' ? `${productFilename}.exe` : (packager.executableName ?? name);
  await setFuses(isMac ? app : join(app, executable), {
    platform,
    isTest: packager.config.extraMetadata?.isTestBuild === true,
  });
}
