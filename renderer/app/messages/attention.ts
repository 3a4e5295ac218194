import type { Messages } from './message.ts';

export const attention = {} as const satisfies Messages;
