export { duplicatesHandlers } from './handlers.ts';
export { NearDuplicates, nearDuplicateGroups } from './near-duplicates.ts';
export { Numbers } from './numbers.ts';
