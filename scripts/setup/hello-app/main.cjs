// Opens one sandboxed window, says which Electron this is, and ends: all libraries are there when it does.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  await window.loadURL('data:text/html,hello');
  console.log(`Electron ${process.versions.electron}, Chromium ${process.versions.chrome}`);
  app.quit();
});
