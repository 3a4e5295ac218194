export { checkParams } from './check-params.ts';
export { trainedRun, trainingHandlers } from './handlers.ts';
