/**
 * `node scripts/package/sign-feed.mjs latest.yml...`: signs feeds of updates with LUTHIER_UPDATE_SIGNING_KEY (Ed25519, PKCS 8
 * in base64). `--new-key` prints a new pair: the public part goes into builds as LUTHIER_UPDATE_KEY.
 */
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parse, stringify } from 'yaml';
import { signedText } from '../../electron/update-feed.ts';

/** The text of a feed with its signature. */
export function signFeed(feed, secret = process.env.LUTHIER_UPDATE_SIGNING_KEY) {
  if (!secret) throw new Error('there is no key in LUTHIER_UPDATE_SIGNING_KEY');
  const key = createPrivateKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'pkcs8' });
  const signature = sign(null, Buffer.from(signedText(feed)), key).toString('base64');
  return stringify({ ...feed, signature });
}

function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  console.log(`LUTHIER_UPDATE_KEY=${publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`);
  console.log(`LUTHIER_UPDATE_SIGNING_KEY=${privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = process.argv.slice(2);
  if (files.includes('--new-key')) newKey();
  else for (const file of files) writeFileSync(file, signFeed(parse(readFileSync(file, 'utf8'))));
}
