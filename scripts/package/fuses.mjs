import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/** What the packaged Electron can no longer be made to do, or always does: as in Signal, and two more. */
export const fusesFor = platform => ({
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  // Electron compares the archive with a hash in the binary where it can: on macOS and Windows.
  EnableEmbeddedAsarIntegrityValidation: platform !== 'linux',
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
});

/**
 * Sets the fuses of an Electron. One that has another fuse than these is refused, so that a new one is decided on; the
 * older Electron of the tests lacks some.
 */
export async function setFuses(executable, { platform, isTest }) {
  const wanted = Object.entries(fusesFor(platform));
  const there = await readFuses(executable);
  const fuses = isTest ? wanted.filter(([name]) => name in there) : wanted;
  await flipFuses(executable, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: platform === 'darwin',
    strictlyRequireAllFuses: !isTest,
    ...Object.fromEntries(fuses.map(([name, isOn]) => [FuseV1Options[name], isOn])),
  });
}

/** The fuses of an Electron by name, those that it has. */
export async function readFuses(executable) {
  const { version, ...wire } = await getCurrentFuseWire(executable);
  if (version !== FuseVersion.V1) throw new Error(`${executable} has fuses of another kind: ${version}`);
  return Object.fromEntries(
    Object.entries(wire)
      .filter(([, state]) => state === FuseState.ENABLE || state === FuseState.DISABLE)
      .map(([option, state]) => [FuseV1Options[option] ?? `fuse ${option}`, state === FuseState.ENABLE]),
  );
}
