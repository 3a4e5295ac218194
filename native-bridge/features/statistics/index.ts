export { statisticsHandlers } from './handlers.ts';
