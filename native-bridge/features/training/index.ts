export { checkParams } from './check-params.ts';
export { runOf, type TrainingDeps, trainedRun, trainingHandlers, versionInput } from './handlers.ts';
