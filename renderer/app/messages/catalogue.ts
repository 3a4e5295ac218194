import { app } from './app.ts';
import { attention } from './attention.ts';
import { changes } from './changes.ts';
import { cleaning } from './cleaning.ts';
import { dataset } from './dataset.ts';
import { duplicates } from './duplicates.ts';
import { environment } from './environment.ts';
import { evaluation } from './evaluation.ts';
import { exporting } from './export.ts';
import { grid } from './grid.ts';
import { help } from './help.ts';
import { jobs } from './jobs.ts';
import { licences } from './licences.ts';
import { models } from './models.ts';
import { perplexity } from './perplexity.ts';
import { privacy } from './privacy.ts';
import { project } from './project.ts';
import { settings } from './settings.ts';
import { splits } from './splits.ts';
import { statistics } from './statistics.ts';
import { tour } from './tour.ts';
import { training } from './training.ts';
import { ui } from './ui.ts';
import { versions } from './versions.ts';
import { welcome } from './welcome.ts';

/** Every sentence of the page, by slice. A sentence without its Chinese does not compile. */
export const CATALOGUE = {
  app,
  welcome,
  help,
  tour,
  ui,
  project,
  models,
  dataset,
  grid,
  perplexity,
  changes,
  cleaning,
  duplicates,
  licences,
  statistics,
  privacy,
  splits,
  versions,
  training,
  evaluation,
  attention,
  export: exporting,
  environment,
  settings,
  jobs,
} as const;
