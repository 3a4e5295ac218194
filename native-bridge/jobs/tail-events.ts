import { JobEvent } from '../contract/index.ts';
import { FileTail } from './tail-file.ts';

/** Read at a time: about ten milliseconds of parsing, so that a job that says much holds nobody up. */
const PART_BYTES = 256 * 1024;
/** No event is longer; what is would fill the memory while its end is waited for. */
const LONGEST_LINE = 1024 * 1024;

/** Metrics are told apart without being parsed: a job may say a hundred thousand a second. */
const METRIC = /"kind": ?"metric"/;

export interface EventTailOptions {
  /** Hears of a line that does not parse, or of the beginning of one that is too long. */
  readonly onBroken?: (line: string) => void;
  /** Passes over metrics, for whoever only wants to know how far the job is. */
  readonly withoutMetrics?: boolean;
}

/**
 * The events of a job as they are written. A line that is still being written is kept back until it is whole; one that
 * does not parse (a line cut by a killed process) is told to `onBroken` and passed over.
 */
export class EventTail implements Disposable {
  readonly #tail: FileTail;
  readonly #onBroken: (line: string) => void;
  readonly #withoutMetrics: boolean;
  #partial: Buffer = Buffer.alloc(0);
  /** Within a line that is too long. */
  #isPassingOver = false;

  constructor(path: string, { onBroken = () => {}, withoutMetrics = false }: EventTailOptions = {}) {
    this.#tail = new FileTail(path, { partBytes: PART_BYTES });
    this.#onBroken = onBroken;
    this.#withoutMetrics = withoutMetrics;
  }

  /** Whether there is more to read at once. */
  get hasMore(): boolean {
    return this.#tail.behindBytes > 0;
  }

  /** The events of the next part of the file; none, too, when the part is the middle of one line. */
  read(): JobEvent[] {
    const grown = this.#tail.read();
    if (grown.length === 0) return [];
    const bytes = this.#partial.length === 0 ? grown : Buffer.concat([this.#partial, grown]);
    const end = bytes.lastIndexOf(0x0a) + 1;
    // A copy, since a part of it would keep all of it.
    this.#partial = Buffer.from(bytes.subarray(end));
    const lines = bytes.subarray(0, end).toString('utf8').split('\n');
    if (end > 0 && this.#isPassingOver) {
      lines.shift();
      this.#isPassingOver = false;
    }
    const events = lines.flatMap(line => this.#eventsOf(line));
    this.#cap();
    return events;
  }

  [Symbol.dispose](): void {
    this.#tail[Symbol.dispose]();
  }

  #eventsOf(line: string): JobEvent[] {
    if (line === '' || (this.#withoutMetrics && METRIC.test(line))) return [];
    const event = parse(line);
    if (event === null) this.#onBroken(line);
    return event === null ? [] : [event];
  }

  #cap(): void {
    if (this.#partial.length <= LONGEST_LINE) return;
    if (!this.#isPassingOver) this.#onBroken(this.#partial.toString('utf8'));
    this.#isPassingOver = true;
    this.#partial = Buffer.alloc(0);
  }
}

function parse(line: string): JobEvent | null {
  try {
    return JobEvent.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
