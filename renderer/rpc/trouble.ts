import type { Trouble } from '../app/messages/index.ts';

/** What a rejected question carries. Its text is for logs; the page draws `trouble`. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(
      trouble.kind === 'error' ? trouble.error.message : trouble.kind === 'bug' ? trouble.message : 'no connection',
    );
    this.trouble = trouble;
  }
}

export function troubleOf(thrown: unknown, asked: string): Trouble {
  if (thrown instanceof NoAnswer) return thrown.trouble;
  return { kind: 'bug', asked, message: thrown instanceof Error ? thrown.message : String(thrown) };
}
