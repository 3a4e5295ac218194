/**
 * The oldest driver that a CUDA runs on, by its major version, since the minor ones of a major are compatible. From
 * NVIDIA, "CUDA Compatibility", table of minor version compatibility: CUDA 12.x needs 525.60.13 on Linux and 528.33 on
 * Windows; CUDA 13.x needs 580.65.06 on Linux and a driver of branch 580 on Windows.
 */
const LEAST_DRIVERS: Readonly<Record<string, Readonly<Partial<Record<NodeJS.Platform, string>>>>> = {
  12: { linux: '525.60.13', win32: '528.33' },
  13: { linux: '580.65.06', win32: '580.0' },
};

/** Null for a CUDA that is newer than this table, of which nothing can be said before it is tried. */
export function leastDriver(cuda: string, platform: NodeJS.Platform = process.platform): string | null {
  return LEAST_DRIVERS[cuda.split('.')[0] ?? '']?.[platform] ?? null;
}

export function isOlder(driver: string, least: string): boolean {
  const [ours, theirs] = [driver, least].map(version => version.split('.').map(Number));
  for (const [at, wanted] of (theirs ?? []).entries()) {
    const part = ours?.[at] ?? 0;
    if (part !== wanted) return part < wanted;
  }
  return false;
}
