// Stands where Electron's own default app would: runs the app whose folder is named on the command line.
const path = require('node:path');
const { app } = require('electron');

const folder = path.resolve(process.argv.slice(1).find(word => !word.startsWith('-')) ?? '.');
const manifest = require(path.join(folder, 'package.json'));
app.setName(manifest.name);
app.setVersion(manifest.version ?? '0.0.0');
app.setAppPath(folder);
require(path.join(folder, manifest.main));
