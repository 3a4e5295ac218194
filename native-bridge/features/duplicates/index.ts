export { duplicatesHandlers } from './handlers.ts';
export { KEEP_RULES, type Rule } from './keep/index.ts';
export { alikeTo, NearDuplicates, nearDuplicateGroups, similarityTo } from './near-duplicates.ts';
export { NearRows } from './near-rows.ts';
