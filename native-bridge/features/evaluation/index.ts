export { type EvaluationDeps, evaluationHandlers } from './handlers.ts';
