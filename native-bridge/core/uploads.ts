import { rmSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

/** Where files that the page sends wait for their import: each, or each folder, in a folder of its own. */
export function uploadsOf(project: string): string {
  return join(project, '.core', 'uploads');
}

/** Removes a file that the page has sent, or the folder it is of; any other file is a person's own and stays. */
export function removeUpload(project: string, file: string): void {
  const uploads = resolve(uploadsOf(project));
  const [own = '', ...rest] = relative(uploads, resolve(file)).split(sep);
  if (!/^(batch-)?[0-9a-f]{16}$/.test(own) || rest.length === 0) return;
  rmSync(join(uploads, own), { recursive: true, force: true });
}
