export { type ExportDeps, exportHandlers } from './handlers.ts';
