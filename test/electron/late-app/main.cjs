// The app as tests start it: the driver misses a window that opens in the same moment in which it attaches, and then
// waits for it for ever (one start of fifteen on a busy machine). Half a second keeps them apart.
const { app } = require('electron');

const whenReady = app.whenReady.bind(app);
app.whenReady = async () => {
  await whenReady();
  await new Promise(done => setTimeout(done, 500));
};

require('../../../dist/electron/main.cjs');
