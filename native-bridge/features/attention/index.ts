export { attentionBytes, attentionHandlers } from './handlers.ts';
