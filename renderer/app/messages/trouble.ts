import type { ErrorPayload } from '../../../native-bridge/contract/index.ts';

/** Why there is no answer: an error a person can act on, a bug of ours, or no core to ask. */
export type Trouble =
  | { readonly kind: 'error'; readonly error: ErrorPayload }
  | { readonly kind: 'bug'; readonly asked: string; readonly message: string }
  | { readonly kind: 'offline' };
