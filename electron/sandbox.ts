import { app } from 'electron';

/**
 * Whether pages run in Chromium's sandbox. Without this switch Chromium starts none outside of it; what sets it are a person,
 * `ELECTRON_DISABLE_SANDBOX`, and the launcher of an AppImage where the system lets nobody make user namespaces.
 */
export const hasSandbox = (): boolean => !app.commandLine.hasSwitch('no-sandbox');

/** That pages have no sandbox is told until somebody has taken note of it: once a start. */
let isNoted = false;

export const isUnsandboxed = (): boolean => !hasSandbox() && !isNoted;

export function noteUnsandboxed(): void {
  isNoted = true;
}
