import type { Messages } from './message.ts';

export const dataset = {} as const satisfies Messages;
