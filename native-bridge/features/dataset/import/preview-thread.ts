import { randomUUID } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import type { ImportPreview, PreviewImport } from '../../../contract/index.ts';
import { asOutOfMemory, type ErrorMessage, errorMessage, errorOf } from '../../../core/thread-errors.ts';
import { previewImport } from './preview.ts';
import { readHead } from './source.ts';

interface Asked {
  readonly project: string;
  readonly request: PreviewImport;
  readonly scratch: string;
}

type Message = { readonly kind: 'preview'; readonly preview: ImportPreview } | ErrorMessage;

const HEAP_MEBIBYTES = 2048;
const PLAIN = /\.(jsonl|ndjson|json|csv|tsv|tab|txt|text)$/i;
const SHORT_LINE_BYTES = 64 * 1024;

if (parentPort !== null && workerData?.kind === 'import-preview') await tellParent(parentPort, workerData.asked);

/**
 * `previewImport` without holding up whoever asks: an archive, a workbook, a large folder or a first line of 30 MB take
 * seconds, and all memory perhaps. They are read in a thread of their own; a plain text is read before one has started.
 */
export async function previewAside(project: string, request: PreviewImport): Promise<ImportPreview> {
  return isQuick(request) ? await previewImport(project, request) : await previewInThread(project, request);
}

function isQuick({ file, format }: PreviewImport): boolean {
  const isPlain = PLAIN.test(file) && (format === undefined || PLAIN.test(`.${format}`));
  if (!isPlain || !statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
  return readHead(file, SHORT_LINE_BYTES).includes('\n');
}

async function previewInThread(project: string, request: PreviewImport): Promise<ImportPreview> {
  const scratch = join(project, 'sources', `.tmp-${randomUUID()}`);
  const asked: Asked = { project, request, scratch };
  const thread = new Worker(new URL(import.meta.url), {
    workerData: { kind: 'import-preview', asked },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEBIBYTES },
  });
  try {
    return await new Promise<ImportPreview>((resolve, reject) => {
      thread.on('message', (message: Message) => {
        if (message.kind === 'preview') resolve(message.preview);
        else reject(errorOf(message));
      });
      thread.on('error', (error: Error) => reject(asOutOfMemory(error, HEAP_MEBIBYTES)));
      thread.on('exit', code => reject(new Error(`the thread of a preview ended with code ${code}`)));
    });
  } finally {
    await thread.terminate();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function tellParent(parent: MessagePort, { project, request, scratch }: Asked): Promise<void> {
  const say = (message: Message) => parent.postMessage(message);
  try {
    say({ kind: 'preview', preview: await previewImport(project, request, scratch) });
  } catch (error) {
    say(errorMessage(error));
  }
}
