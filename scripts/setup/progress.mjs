const REDRAW_MS = 500;
const HEARTBEAT_MS = 15_000;

/**
 * One line on stderr that says what is being done and for how many seconds. A terminal sees it redrawn in place;
 * a log gets a line at the start, at the end, and every 15 seconds between.
 */
export function progress(title, { out = process.stderr, now = () => performance.now() } = {}) {
  const began = now();
  const seconds = () => (now() - began) / 1000;
  let detail = '';

  const line = () => `${title}: ${seconds().toFixed(0)} s${detail && `, ${detail}`}`;
  const redraw = () => out.write(`\r\x1b[2K${line().slice(0, (out.columns ?? 80) - 1)}`);
  const timer = setInterval(out.isTTY ? redraw : () => out.write(`${line()}\n`), out.isTTY ? REDRAW_MS : HEARTBEAT_MS);
  timer.unref();
  if (!out.isTTY) out.write(`${title} ...\n`);

  return {
    /** What is going on within the step, in a few words. */
    say: text => {
      detail = text;
      if (out.isTTY) redraw();
    },
    /** Closes the line and returns the seconds it took. */
    end: word => {
      clearInterval(timer);
      const took = seconds();
      out.write(`${out.isTTY ? '\r\x1b[2K' : ''}${title}: ${word} after ${took.toFixed(1)} s\n`);
      return took;
    },
  };
}
