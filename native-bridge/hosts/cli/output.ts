import { SingleBar } from 'cli-progress';
import { TimeLeft } from '../../contract/index.ts';

/** What a command says: people read stdout, or with --json one object on its last line; progress goes to stderr. */
export interface Output {
  readonly json: boolean;
  say(line: string): void;
  /** Columns as wide as their widest cell; numbers to the right. */
  table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): void;
  result(value: unknown): void;
  progress(title: string): ProgressLine;
}

export interface ProgressLine {
  update(done: number, total: number, note?: string): void;
  end(note: string): void;
}

const LINE_EVERY_MS = 10_000;

export function output(json: boolean): Output {
  const say = (line: string): void => void (json ? process.stderr : process.stdout).write(`${withoutControls(line)}\n`);
  return {
    json,
    say,
    table: (header, rows) => {
      for (const line of tableLines(header, rows)) say(line);
    },
    result: value => {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    progress: title => (process.stderr.isTTY ? bar(title) : lines(title)),
  };
}

/** Text of files without what a terminal would obey. */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}--[\n\t]]/gv, '\ufffd');
}

export function tableLines(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const cells = [header, ...rows].map(row => row.map(String));
  const widths = header.map((_, column) => Math.max(...cells.map(row => (row[column] ?? '').length)));
  const isNumber = header.map((_, column) =>
    rows.every(row => /^[-+]?[\d.,]+%?$|^$|^–$/.test(String(row[column] ?? ''))),
  );
  return cells.map(row =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumber[column] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

function bar(title: string): ProgressLine {
  const shown = new SingleBar({
    format: `${title.padEnd(22)} {bar} {percentage}%  {left}{note}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    barsize: 28,
  });
  shown.start(1, 0, { note: '', left: '' });
  const timeLeft = new TimeLeft();
  return {
    update: (done, total, note = '') => {
      shown.setTotal(Math.max(1, total));
      shown.update(Math.min(done, total), { note, left: leftOf(timeLeft, done, total) });
    },
    end: note => {
      shown.stop();
      process.stderr.write(`${title.padEnd(22)} ${note}\n`);
    },
  };
}

/** Where no cursor can move: a line every ten seconds, so that a log shows that it goes on. */
function lines(title: string): ProgressLine {
  let told = Date.now();
  const timeLeft = new TimeLeft();
  return {
    update: (done, total, note = '') => {
      const left = leftOf(timeLeft, done, total);
      if (Date.now() - told < LINE_EVERY_MS) return;
      told = Date.now();
      process.stderr.write(`${title}: ${done} of ${total} ${left}${note}\n`);
    },
    end: note => void process.stderr.write(`${title.padEnd(22)} ${note}\n`),
  };
}

/** `12.3 s left`, when that can be said. */
function leftOf(timeLeft: TimeLeft, done: number, total: number): string {
  const seconds = timeLeft.seconds({ done, total }, Date.now());
  return seconds === null ? '' : `${duration(seconds)} left  `;
}

export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
