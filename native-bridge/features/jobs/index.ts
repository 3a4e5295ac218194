export { type JobsDeps, jobsHandlers } from './handlers.ts';
