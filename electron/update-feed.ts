import { createPublicKey, verify } from 'node:crypto';

/** What a feed says of the newest version: the part of `latest.yml` that decides what is installed. */
export interface Feed {
  readonly version: string;
  readonly files: readonly { readonly url: string; readonly sha512: string }[];
  /** Ed25519 over `signedText`, in base64. Written by scripts/package/sign-feed.mjs. */
  readonly signature?: string;
}

/** What is signed: the version, and of each file its name and its hash. */
export function signedText({ version, files }: Feed): string {
  const lines = files.map(({ url, sha512 }) => `${url} ${sha512}`).sort();
  return [`luthier ${version}`, ...lines].join('\n');
}

/**
 * Whether a feed comes from whoever has the key of the releases. Systems check what they install only on Windows and macOS,
 * and a feed that is signed cannot name an older, broken version as a new one.
 */
export function isSigned(feed: Feed, publicKey: string): boolean {
  if (feed.signature === undefined) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(signedText(feed)), key, Buffer.from(feed.signature, 'base64'));
  } catch {
    // A key or a signature that is none.
    return false;
  }
}
