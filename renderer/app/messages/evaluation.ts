import type { Messages } from './message.ts';

export const evaluation = {} as const satisfies Messages;
