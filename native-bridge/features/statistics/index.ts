export { statisticsHandlers } from './handlers.ts';
export { countedFile } from './known.ts';
