// The app with a page that hangs, used by nobody's driver: Chromium says nothing of a page that a debugger is attached to.
// Says on stdout what is asked, answers with the buttons of HANG_ANSWERS in turn, and says when a page has loaded.
const { app, dialog } = require('electron');

const say = what => console.log(JSON.stringify(what));
const answers = (process.env.HANG_ANSWERS ?? '').split(',').map(Number);

dialog.showMessageBox = async (_window, { message, buttons }) => {
  say({ message, buttons });
  return { response: answers.shift() ?? 0, checkboxChecked: false };
};
app.on('web-contents-created', (_event, contents) => {
  let loads = 0;
  contents.on('did-finish-load', async () => {
    loads += 1;
    say({ loaded: contents.getURL() });
    if (loads > 1) return;
    await contents.executeJavaScript('void setTimeout(() => { for (;;); }, 1000)');
    const typing = setInterval(() => {
      if (loads > 1) return clearInterval(typing);
      contents.sendInputEvent({ type: 'keyDown', keyCode: 'A' });
    }, 500);
  });
});

require('../../../dist/electron/main.cjs');
