import { setTimeout } from 'node:timers/promises';
import WebSocket from 'ws';

const POLL_MS = 10;
const GONE = /context was destroyed|Cannot find (default execution )?context/;

/** A page of a running Electron, over its own debugging port: Playwright would take part in what is measured. */
export interface DevtoolsPage extends Disposable {
  /** The value of an expression in the page, awaited there. */
  evaluate<Value>(expression: string): Promise<Value>;
  /** Presses a key as a person would. */
  press(key: string, modifiers?: number): Promise<void>;
}

/** Waits for the page whose address begins with `address`, and attaches to it. */
export async function attachTo(port: number, address: string, signal: AbortSignal): Promise<DevtoolsPage> {
  for (;;) {
    const pages = (await fetch(`http://127.0.0.1:${port}/json/list`, { signal })
      .then(answer => answer.json())
      .catch(() => [])) as { url: string; webSocketDebuggerUrl: string }[];
    signal.throwIfAborted();
    const found = pages.find(({ url }) => url.startsWith(address));
    if (found !== undefined) return await pageAt(found.webSocketDebuggerUrl, signal);
    await setTimeout(POLL_MS);
  }
}

async function pageAt(url: string, signal: AbortSignal): Promise<DevtoolsPage> {
  const socket = new WebSocket(url);
  await new Promise((open, fail) => socket.once('open', open).once('error', fail));
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  socket.on('message', data => {
    const { id, result, error } = JSON.parse(String(data));
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
  });
  const end = () => {
    for (const { reject } of waiting.values()) reject(new Error('the page has gone'));
    waiting.clear();
  };
  socket.on('close', end);
  signal.addEventListener('abort', end);

  let next = 0;
  const send = (method: string, params: object): Promise<unknown> => {
    const asked = Promise.withResolvers<unknown>();
    waiting.set(++next, asked);
    socket.send(JSON.stringify({ id: next, method, params }));
    return asked.promise;
  };
  const page: DevtoolsPage = {
    async evaluate(expression) {
      const asked = send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      // The page was still on its way to its address.
      const answer = await asked.catch(error => (GONE.test(error.message) ? null : Promise.reject(error)));
      if (answer === null) return await page.evaluate(expression);
      const { result, exceptionDetails } = answer as { result: { value: never }; exceptionDetails?: { text: string } };
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result.value;
    },
    press: async (key, modifiers = 0) => {
      const code = `Key${key.toUpperCase()}`;
      const one = { key, code, modifiers, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0) };
      await send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...one });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...one });
    },
    [Symbol.dispose]: () => socket.close(),
  };
  return page;
}
