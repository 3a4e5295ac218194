export { duplicatesHandlers } from './handlers.ts';
export { KEEP_RULES, type Rule } from './keep/index.ts';
export { NearDuplicates, nearDuplicateGroups } from './near-duplicates.ts';
