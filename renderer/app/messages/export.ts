import type { Messages } from './message.ts';

export const exporting = {} as const satisfies Messages;
