/** `node scripts/package/icons.ts`: the icons of every system, and of its tray, from resources/icons/icon.svg, drawn by Chromium. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from '../../test/browser/chromium.ts';
import { icns, ico } from './icon-files.ts';

const folder = join(import.meta.dirname, '../../resources/icons');
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
const browser = await launchChromium();
const pictures = new Map<number, Buffer>();
try {
  const page = await browser.newPage();
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size });
    const style = 'margin:0;background:transparent';
    await page.setContent(
      `<body style="${style}">${svg.replace('<svg', `<svg width="${size}" height="${size}" style="display:block"`)}`,
    );
    pictures.set(size, await page.screenshot({ omitBackground: true }));
  }
} finally {
  await browser.close();
}

const TRAY = { 'tray.png': 16, 'tray@2x.png': 32, 'tray@3x.png': 48 };
for (const [name, size] of Object.entries(TRAY)) {
  writeFileSync(join(folder, '../../renderer/public', name), pictures.get(size) ?? '');
}
for (const [size, png] of pictures) writeFileSync(join(folder, `${size}x${size}.png`), png);
writeFileSync(join(folder, 'icon.ico'), ico(pictures));
writeFileSync(join(folder, 'icon.icns'), icns(pictures));
