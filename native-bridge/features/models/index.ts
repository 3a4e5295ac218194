export { type ModelsDeps, modelsHandlers } from './handlers.ts';
