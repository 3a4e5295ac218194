export type { Trouble } from '../app/messages/index.ts';
export { findAddress } from './address.ts';
export { BridgeProvider, useBridge, useConnectionState } from './bridge.tsx';
export { Connection } from './connection.ts';
export { troubleOf } from './trouble.ts';
export { useAction } from './use-action.ts';
export { type Answer, useAnswer, useRefreshAll } from './use-answer.ts';
export { useBytes } from './use-bytes.ts';
export { useEvents } from './use-events.ts';
