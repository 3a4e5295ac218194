import { JobEvent } from '../contract/index.ts';
import { FileTail } from './tail-file.ts';

/**
 * The events of a job as they are written. A line that is still being written is kept back until it is whole; one that
 * does not parse (a line cut by a killed process) is told to `onBroken` and passed over.
 */
export class EventTail implements Disposable {
  readonly #tail: FileTail;
  readonly #onBroken: (line: string) => void;
  #partial: Buffer = Buffer.alloc(0);

  constructor(path: string, onBroken: (line: string) => void = () => {}) {
    this.#tail = new FileTail(path);
    this.#onBroken = onBroken;
  }

  read(): JobEvent[] {
    const events: JobEvent[] = [];
    for (let grown = this.#tail.read(); grown.length > 0; grown = this.#tail.read()) {
      const bytes = Buffer.concat([this.#partial, grown]);
      const end = bytes.lastIndexOf(0x0a) + 1;
      this.#partial = bytes.subarray(end);
      for (const line of bytes.subarray(0, end).toString('utf8').split('\n')) {
        if (line === '') continue;
        const event = parse(line);
        if (event === null) this.#onBroken(line);
        else events.push(event);
      }
    }
    return events;
  }

  [Symbol.dispose](): void {
    this.#tail[Symbol.dispose]();
  }
}

function parse(line: string): JobEvent | null {
  try {
    return JobEvent.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
