export { evaluationHandlers } from './handlers.ts';
