// Stands in for the core, which needs a newer Node than the Electron of the tests has.
const { parentPort, pid } = process;

// As the core does: whoever is busy hears of it too late.
process.once('SIGTERM', () => process.exit(0));

parentPort.on('message', ({ data }) => {
  switch (data.kind) {
    case 'serve':
      console.error(`pid ${pid}`);
      console.error(`serves ${data.project}`);
      parentPort.postMessage({ kind: 'started', address: `http://127.0.0.1:${data.port}`, token: data.token });
      break;
    case 'ping':
      parentPort.postMessage({ kind: 'pong' });
      break;
    case 'pauseJobs':
      console.error('is busy');
      // Once the line is written.
      setTimeout(() => {
        for (;;);
      }, 200);
      break;
    case 'cancelJobs':
      process.exit(3);
      break;
    case 'stop':
      process.exit(0);
  }
});
