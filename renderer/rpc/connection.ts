import type { z } from 'zod';
import {
  type ClientMessage,
  LuthierError,
  MAX_MESSAGE_BYTES,
  type Method,
  PROTOCOL,
  ServerMessage,
  type Stream,
} from '../../native-bridge/contract/index.ts';
import type { Trouble } from '../app/messages/index.ts';
import type { Address } from './address.ts';
import { NoAnswer } from './trouble.ts';

/** `silent`: the line is there, and the core says nothing. It hears what is said to it once it goes on. */
export type ConnectionState = 'connecting' | 'open' | 'silent' | 'lost';

/** What a stream tells its listener. `restarted` comes after a reconnect: the stream begins again from its start. */
export interface StreamListener<Event> {
  readonly onEvent: (event: Event) => void;
  readonly onEnd?: () => void;
  readonly onTrouble?: (trouble: Trouble) => void;
  readonly onRestart?: () => void;
}

interface Waiting {
  readonly name: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: NoAnswer) => void;
}

interface ChangeOnItsWay {
  readonly input: unknown;
  readonly isTaken: Promise<boolean>;
}

interface OpenStream {
  readonly name: string;
  readonly input: unknown;
  readonly listener: StreamListener<unknown>;
}

const RETRY_MS = [250, 500, 1000, 2000, 4000];
/** Between two looks at a core that says nothing by itself. */
const BEAT_MS = 2500;
/** Whoever says nothing for longer than this, though asked, does not answer. */
const SILENT_MS = 5000;
/** A question asked while the line is down waits this long for it to come back. */
const PATIENCE_MS = 10_000;

/**
 * One line to the core: questions with one answer, and streams. When the line breaks, questions on their way are
 * answered with `offline`, since the core may or may not have heard them; streams are opened again.
 */
export class Connection {
  readonly #address: Address;
  readonly #newSocket: (url: string, protocols: string[]) => WebSocket;
  readonly #asked = new Map<number, Waiting>();
  readonly #streams = new Map<number, OpenStream>();
  readonly #watchers = new Set<() => void>();
  readonly #changes = new Set<ChangeOnItsWay>();
  #socket: WebSocket | null = null;
  #state: ConnectionState = 'connecting';
  #nextId = 1;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #beating: ReturnType<typeof setInterval> | undefined;
  #silentMs = 0;
  #closed = false;
  #core: Promise<void> | null;

  constructor(
    address: Address,
    newSocket: (url: string, protocols: string[]) => WebSocket = (url, protocols) => new WebSocket(url, protocols),
    /** Settles when the core is there, where it may still be on its way. The line waits for it. */
    core: Promise<void> | null = null,
  ) {
    this.#address = address;
    this.#newSocket = newSocket;
    this.#core = core;
    if (core === null) this.#connect();
    else
      void core
        .catch(() => {})
        .then(() => {
          this.#core = null;
          if (!this.#closed) this.#connect();
        });
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Calls back whenever `state` changes. */
  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }

  async ask<Input extends z.ZodType, Output extends z.ZodType>(
    method: Method<Input, Output>,
    input: z.input<Input>,
  ): Promise<z.output<Output>> {
    await this.#untilOpen();
    const id = this.#nextId++;
    const message = encoded({ kind: 'ask', id, name: method.name, input });
    return await new Promise<z.output<Output>>((resolve, reject) => {
      this.#asked.set(id, { name: method.name, resolve: resolve as (value: unknown) => void, reject });
      this.#socket?.send(message);
    });
  }

  /** A question that changes something: `changesTaken` waits for its answer. */
  change<Input extends z.ZodType, Output extends z.ZodType>(
    method: Method<Input, Output>,
    input: z.input<Input>,
  ): Promise<z.output<Output>> {
    const answer = this.ask(method, input);
    const isTaken = answer.then(
      () => true,
      () => false,
    );
    const change = { input, isTaken };
    this.#changes.add(change);
    void isTaken.then(() => this.#changes.delete(change));
    return answer;
  }

  /** Waits for the answers to the changes on their way that are meant; false when one of them was refused. */
  async changesTaken(isMeant: (input: unknown) => boolean): Promise<boolean> {
    const meant = [...this.#changes].filter(({ input }) => isMeant(input));
    const taken = await Promise.all(meant.map(({ isTaken }) => isTaken));
    return taken.every(Boolean);
  }

  open<Input extends z.ZodType, Event extends z.ZodType>(
    stream: Stream<Input, Event>,
    input: z.input<Input>,
    listener: StreamListener<z.output<Event>> | ((event: z.output<Event>) => void),
  ): () => void {
    const id = this.#nextId++;
    const full = typeof listener === 'function' ? { onEvent: listener } : listener;
    this.#streams.set(id, { name: stream.name, input, listener: full as StreamListener<unknown> });
    if (this.#isThere) this.#send({ kind: 'open', id, name: stream.name, input });

    return () => {
      if (!this.#streams.delete(id)) return;
      if (this.#isThere) this.#send({ kind: 'close', id });
    };
  }

  /** The bytes at a path of the core, such as `/bytes/attention/<id>/overview`. */
  async bytes(path: string, signal?: AbortSignal): Promise<Uint8Array> {
    const reply = await this.#fetch(path, { ...(signal && { signal }) });
    return new Uint8Array(await reply.arrayBuffer());
  }

  /**
   * Hands a file of the browser to the core. Answers with the path the core gave it; for one of a folder's files, told
   * by its path in the folder and the batch they have in common, with the path of the folder.
   */
  async upload(file: File, of?: { readonly path: string; readonly batch: string }): Promise<string> {
    // Without the type the browser guessed: the name says it, and a plain body needs no leave across origins.
    const body = file.slice(0, file.size, '');
    const name = new URLSearchParams(of ? { name: of.path, batch: of.batch } : { name: file.name });
    const reply = await this.#fetch(`/upload?${name}`, { method: 'POST', body });
    const { file: path } = (await reply.json()) as { file: string };
    return path;
  }

  /** Hands small files of one folder to the core in one go. Answers with the path of the folder. */
  async uploadPack(files: readonly { readonly path: string; readonly file: File }[], batch: string): Promise<string> {
    const index = JSON.stringify(files.map(({ path, file }) => [path, file.size]));
    const body = new Blob([`${index}\n`, ...files.map(({ file }) => file)]);
    const reply = await this.#fetch(`/upload?${new URLSearchParams({ batch })}`, { method: 'POST', body });
    const { file: path } = (await reply.json()) as { file: string };
    return path;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#beating);
    this.#socket?.close();
  }

  /** Whether what is said now reaches the core, in the end. */
  get #isThere(): boolean {
    return this.#state === 'open' || this.#state === 'silent';
  }

  async #fetch(path: string, request: RequestInit): Promise<Response> {
    let reply: Response;
    try {
      reply = await fetch(this.#address.origin + path, {
        ...request,
        headers: { authorization: `Bearer ${this.#address.token}` },
      });
    } catch (error) {
      if (request.signal?.aborted) throw error;
      throw new NoAnswer({ kind: 'offline' });
    }
    if (!reply.ok) throw new NoAnswer(await troubleIn(reply, path));
    return reply;
  }

  #connect(): void {
    const url = `${this.#address.origin.replace(/^http/, 'ws')}/rpc`;
    const socket = this.#newSocket(url, [PROTOCOL, `token.${this.#address.token}`]);
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = ({ data }) => this.#heard(ServerMessage.parse(JSON.parse(String(data))));
    socket.onclose = () => this.#lost();
  }

  #opened(): void {
    const again = this.#failures > 0 || this.#state === 'lost';
    this.#failures = 0;
    this.#become('open');
    this.#beat();
    for (const [id, { name, input, listener }] of this.#streams) {
      if (again) listener.onRestart?.();
      this.#send({ kind: 'open', id, name, input });
    }
  }

  /** Asks the core for a sign of life, over and over. */
  #beat(): void {
    let lastMs = performance.now();
    this.#silentMs = 0;
    this.#beating = setInterval(() => {
      const passedMs = performance.now() - lastMs;
      lastMs += passedMs;
      // A page that stood still itself, as with a machine that slept, has heard nobody meanwhile.
      this.#silentMs = passedMs > 2 * BEAT_MS ? 0 : this.#silentMs + passedMs;
      if (this.#silentMs > SILENT_MS) this.#become('silent');
      this.#send({ kind: 'ping', id: this.#nextId++ });
    }, BEAT_MS);
  }

  #lost(): void {
    clearInterval(this.#beating);
    for (const { reject } of this.#asked.values()) reject(new NoAnswer({ kind: 'offline' }));
    this.#asked.clear();
    if (this.#closed) return;

    this.#become('lost');
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#connect(), wait);
  }

  #heard(message: ServerMessage): void {
    this.#silentMs = 0;
    if (this.#state === 'silent') this.#become('open');
    switch (message.kind) {
      case 'answer':
        this.#take(message.id)?.resolve(message.value);
        return;
      case 'event':
        this.#streams.get(message.id)?.listener.onEvent(message.value);
        return;
      case 'end': {
        const stream = this.#streams.get(message.id);
        this.#streams.delete(message.id);
        stream?.listener.onEnd?.();
        return;
      }
      case 'error':
        this.#refused(message.id, () => ({ kind: 'error', error: message.error }));
        return;
      case 'bug':
        this.#refused(message.id, asked => ({ kind: 'bug', asked, message: message.message }));
        return;
    }
  }

  #refused(id: number, trouble: (asked: string) => Trouble): void {
    const question = this.#take(id);
    question?.reject(new NoAnswer(trouble(question.name)));

    const stream = this.#streams.get(id);
    this.#streams.delete(id);
    if (stream) stream.listener.onTrouble?.(trouble(stream.name));
  }

  #take(id: number): Waiting | undefined {
    const question = this.#asked.get(id);
    this.#asked.delete(id);
    return question;
  }

  #send(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #become(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const onChange of this.#watchers) onChange();
  }

  async #untilOpen(): Promise<void> {
    // However long a core takes to open a project, nothing has failed yet.
    await this.#core?.catch(() => {});
    if (this.#isThere) return;
    await new Promise<void>((resolve, reject) => {
      const stop = this.watch(() => {
        if (!this.#isThere) return;
        clearTimeout(timer);
        stop();
        resolve();
      });
      const timer = setTimeout(() => {
        stop();
        reject(new NoAnswer({ kind: 'offline' }));
      }, PATIENCE_MS);
    });
  }
}

async function troubleIn(reply: Response, path: string): Promise<Trouble> {
  const said: unknown = await reply.json().catch(() => null);
  const message = ServerMessage.safeParse({ kind: 'error', id: 0, error: said });
  if (message.success && message.data.kind === 'error') return { kind: 'error', error: message.data.error };
  return { kind: 'bug', asked: path, message: `HTTP ${reply.status}` };
}

/** Throws `request.too_large` for what would end the line, and with it every answer that is waited for. */
function encoded(message: ClientMessage): string {
  const text = JSON.stringify(message);
  // No character has more than three bytes a unit: what is short need not be counted.
  const bytes = text.length * 3 > MAX_MESSAGE_BYTES ? new TextEncoder().encode(text).length : 0;
  if (bytes <= MAX_MESSAGE_BYTES) return text;
  const facts = { size: megabytes(bytes), limit: megabytes(MAX_MESSAGE_BYTES) };
  throw new NoAnswer({ kind: 'error', error: new LuthierError('request.too_large', facts).payload });
}

const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
