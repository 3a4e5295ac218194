/** 32 well-mixed bits of a text. */
export function hashOf(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** 53 bits of a text: among a million texts two share them once in ten thousand datasets. */
export function wideHashOf(text: string): number {
  return hashOf(text) * 0x200000 + (hashOf(text, 0x9747b28c) >>> 11);
}
