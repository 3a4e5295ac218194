export { splitsHandlers } from './handlers.ts';
export { leaksOf } from './leaks.ts';
