export { duplicatesHandlers } from './handlers.ts';
export { nearDuplicateGroups } from './near-duplicates.ts';
