import { ids } from './fake-core/made/index.ts';

/**
 * Every page there is, by a name that its picture bears. What walks the pages walks these: contrast, cut texts, focus,
 * motion, requests. A page that is added is one line here.
 */
export const PAGES = {
  full: {
    home: '/',
    data: '/data',
    dataset: `/data/${ids.dataset}`,
    row: `/data/${ids.dataset}?row=4&q=label:spam`,
    cleaning: `/data/${ids.dataset}/cleaning`,
    duplicates: `/data/${ids.dataset}/duplicates`,
    splits: `/data/${ids.dataset}/splits`,
    privacy: `/data/${ids.dataset}/privacy`,
    statistics: `/data/${ids.dataset}/statistics`,
    sources: `/data/${ids.dataset}/sources`,
    versions: `/data/${ids.dataset}/versions`,
    runs: '/runs',
    'start-run': '/runs?start',
    run: `/runs/${ids.running}`,
    evaluations: '/evaluations',
    evaluation: `/evaluations/${ids.evaluation}`,
    attention: '/attention',
    'attention-map': `/attention/${ids.attention}`,
    exports: '/exports',
    export: `/exports/${ids.export}`,
    models: '/models',
    environment: '/environment',
    settings: '/settings',
    help: '/help/data',
    'help-shortcuts': '/help/shortcuts',
    jobs: `/jobs?job=${ids.running}`,
    nowhere: '/nowhere',
  },
  /** The same pages before anything is done: what there is to begin with. */
  empty: {
    home: '/',
    data: '/data',
    runs: '/runs',
    evaluations: '/evaluations',
    attention: '/attention',
    exports: '/exports',
    models: '/models',
    environment: '/environment',
    settings: '/settings',
    jobs: '/jobs',
  },
} as const;

export type Filling = keyof typeof PAGES;

export interface PageAt {
  readonly filling: Filling;
  readonly name: string;
  readonly path: string;
}

export const EVERY_PAGE: readonly PageAt[] = (Object.keys(PAGES) as Filling[]).flatMap(filling =>
  Object.entries(PAGES[filling]).map(([name, path]) => ({ filling, name, path })),
);
