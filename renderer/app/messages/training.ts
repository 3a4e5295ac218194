import type { Messages } from './message.ts';

export const training = {} as const satisfies Messages;
