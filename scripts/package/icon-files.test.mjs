import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { icns, ico } from './icon-files.ts';

const folder = join(import.meta.dirname, '../../resources/icons');
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const pictures = new Map(SIZES.map(size => [size, readFileSync(join(folder, `${size}x${size}.png`))]));
const widthOf = png => png.readUInt32BE(16);

test('each picture is as wide as its name says', () => {
  expect([...pictures.values()].map(widthOf)).toEqual(SIZES);
});

test('the icons of Windows and macOS are made of these pictures', () => {
  expect(readFileSync(join(folder, 'icon.ico')).equals(ico(pictures))).toBe(true);
  expect(readFileSync(join(folder, 'icon.icns')).equals(icns(pictures))).toBe(true);
});

test('an icon of Windows says where each of its pictures is, and is as long as it says', () => {
  const file = ico(pictures);
  const entries = Array.from({ length: file.readUInt16LE(4) }, (_, at) => {
    const entry = 6 + 16 * at;
    const begin = file.readUInt32LE(entry + 12);
    return { size: file[entry] || 256, png: file.subarray(begin, begin + file.readUInt32LE(entry + 8)) };
  });

  expect(entries.map(({ size }) => size)).toEqual([16, 24, 32, 48, 64, 256]);
  expect(entries.map(({ png }) => widthOf(png))).toEqual(entries.map(({ size }) => size));
});
