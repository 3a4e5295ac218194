// No more of the shell than what starts a core, here inside of Electron's own Node.
const { join } = require('node:path');
const { startCore } = require(process.env.CORE_PROCESS);

/** Starts one, and keeps what it says. */
globalThis.start = async () => {
  const kept = { lines: [], said: [], code: undefined };
  const log = line => kept.lines.push(line);
  const place = { root: __dirname, project: '/a project', port: 4567, token: 'token', log };
  const core = startCore(place, join(__dirname, 'stand-in.cjs'));
  core.hear(said => kept.said.push(said));
  void core.ended.then(code => {
    kept.code = code;
  });
  Object.assign(globalThis, { core, kept });
  return await core.started;
};
