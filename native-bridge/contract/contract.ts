import { attention } from './attention.ts';
import { cleaning } from './cleaning.ts';
import { dataset } from './dataset.ts';
import { duplicates } from './duplicates.ts';
import { environment } from './environment.ts';
import { evaluation } from './evaluation.ts';
import { exporting } from './export.ts';
import { jobs } from './jobs.ts';
import { licences } from './licences.ts';
import { models } from './models.ts';
import { perplexity } from './perplexity.ts';
import { privacy } from './privacy.ts';
import { project } from './project.ts';
import { settings } from './settings.ts';
import { splits } from './splits.ts';
import { statistics } from './statistics.ts';
import { training } from './training.ts';
import { versioning } from './versions.ts';

/** Every slice there is, in pipeline order. The router, the schema and the page are built from this list. */
export const CONTRACT = {
  project,
  models,
  dataset,
  perplexity,
  cleaning,
  duplicates,
  privacy,
  licences,
  statistics,
  splits,
  versions: versioning,
  training,
  evaluation,
  attention,
  export: exporting,
  environment,
  settings,
  jobs,
} as const;
