export { type ProjectDeps, projectHandlers } from './handlers.ts';
