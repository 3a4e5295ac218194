export { cleaningHandlers } from './handlers.ts';
export { catalogue } from './prepare.ts';
export { STANDARD_STEPS } from './step-list.ts';
