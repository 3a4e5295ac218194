import { app } from './app.ts';
import { attention } from './attention.ts';
import { dataset } from './dataset.ts';
import { environment } from './environment.ts';
import { evaluation } from './evaluation.ts';
import { exporting } from './export.ts';
import { jobs } from './jobs.ts';
import { models } from './models.ts';
import { project } from './project.ts';
import { training } from './training.ts';
import { ui } from './ui.ts';

/** Every sentence of the page, by slice. A sentence without its Chinese does not compile. */
export const CATALOGUE = {
  app,
  ui,
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
