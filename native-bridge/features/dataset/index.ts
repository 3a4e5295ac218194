export { datasetHandlers, rowOf } from './handlers.ts';
export { cellText } from './text-key.ts';
