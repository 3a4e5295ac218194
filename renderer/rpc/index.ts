export type { Trouble } from '../app/messages/index.ts';
export type { Address, Shell } from './address.ts';
export { findAddress } from './address.ts';
export { BridgeProvider, useBridge, useConnectionState } from './bridge.tsx';
export { Connection, type ConnectionState } from './connection.ts';
export { NoAnswer, troubleOf } from './trouble.ts';
export { type Action, useAction } from './use-action.ts';
export { type Answer, useAnswer, useRefreshAll } from './use-answer.ts';
export { type Events, useEvents } from './use-events.ts';
