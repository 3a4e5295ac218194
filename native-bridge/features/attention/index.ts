export { type AttentionDeps, attentionBytes, attentionHandlers } from './handlers.ts';
