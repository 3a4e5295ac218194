export { projectHandlers } from './handlers.ts';
