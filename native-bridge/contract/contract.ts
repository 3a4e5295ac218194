import { attention } from './attention.ts';
import { dataset } from './dataset.ts';
import { environment } from './environment.ts';
import { evaluation } from './evaluation.ts';
import { exporting } from './export.ts';
import { jobs } from './jobs.ts';
import { models } from './models.ts';
import { project } from './project.ts';
import { training } from './training.ts';

/** Every slice there is, in pipeline order. The router, the schema and the page are built from this list. */
export const CONTRACT = {
  project,
  models,
  dataset,
  training,
  evaluation,
  attention,
  export: exporting,
  environment,
  jobs,
} as const;
