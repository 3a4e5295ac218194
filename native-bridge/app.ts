import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import catalogJson from './contract/generated/catalog.json' with { type: 'json' };
import {
  Catalog,
  cellIn,
  type DatasetId,
  type EvaluateJob,
  type LicenceUse,
  LuthierError,
  type Roles,
  type RowSource,
} from './contract/index.ts';
import { asDiskError, asFullDisk, writeAtomically } from './core/files.ts';
import { luthierHome } from './core/home.ts';
import { installationRoot } from './core/installation-root.ts';
import { fileLog, type Log } from './core/log.ts';
import { person } from './core/person.ts';
import { type AllHandlers, Router } from './core/router.ts';
import { readSettings } from './core/settings-file.ts';
import { attentionBytes, attentionHandlers } from './features/attention/index.ts';
import { cleaningHandlers } from './features/cleaning/index.ts';
import {
  Caretaker,
  cellText,
  checkStep,
  datasetHandlers,
  RowViews,
  rowOf,
  sweepSources,
} from './features/dataset/index.ts';
import { duplicatesHandlers } from './features/duplicates/index.ts';
import {
  devicesOf,
  environmentHandlers,
  type Installation,
  pythonOf,
  starterModelFolder,
} from './features/environment/index.ts';
import { evaluationHandlers } from './features/evaluation/index.ts';
import { exportHandlers } from './features/export/index.ts';
import { jobsHandlers } from './features/jobs/index.ts';
import { importStarter, licencesHandlers, measureSources, requireLicences } from './features/licences/index.ts';
import { modelsHandlers } from './features/models/index.ts';
import { perplexityHandlers, scoreIntake } from './features/perplexity/index.ts';
import { nameIntake, privacyHandlers } from './features/privacy/index.ts';
import { projectHandlers } from './features/project/index.ts';
import { settingsHandlers } from './features/settings/index.ts';
import { splitsHandlers } from './features/splits/index.ts';
import { countedFile, statisticsHandlers } from './features/statistics/index.ts';
import { trainingHandlers } from './features/training/index.ts';
import { exportedFile, versionsHandlers } from './features/versions/index.ts';
import { JobQueue } from './jobs/queue.ts';
import { rebuildIndex } from './jobs/rebuild-index.ts';
import { sampleOf } from './sample/index.ts';
import { asLocked } from './store/busy.ts';
import { changeLog } from './store/changes.ts';
import { checkpoint } from './store/checkpoint.ts';
import { datasetTable } from './store/datasets.ts';
import { draftTable } from './store/drafts.ts';
import { duplicateTable } from './store/duplicates.ts';
import { forgottenChanges } from './store/forgotten.ts';
import { jobTable } from './store/jobs.ts';
import { leakTable } from './store/leaks.ts';
import { ProjectLock } from './store/lock.ts';
import { modelTable } from './store/models.ts';
import { DATABASE_FILE, OPEN_PATIENCE_MS, openDatabase } from './store/open.ts';
import { originTable } from './store/origins.ts';
import { predictionTable } from './store/predictions.ts';
import { Presence } from './store/presence.ts';
import { projectTable } from './store/project.ts';
import { rebuildVersions } from './store/rebuild-versions.ts';
import { RowFinder } from './store/row-finder.ts';
import { nameTable } from './store/row-names.ts';
import { scoreTable } from './store/row-scores.ts';
import { rowTable } from './store/rows.ts';
import { sourceTable } from './store/sources.ts';
import { splitPlanTable } from './store/split-plans.ts';
import { testSplitTable } from './store/test-split.ts';
import { versionTable } from './store/versions.ts';
import { Watch } from './store/watch.ts';
import { wordIndex } from './store/words.ts';
import { Writes } from './store/writes.ts';

/** One open project: what both hosts and the command line talk to. */
export interface App extends Disposable {
  readonly folder: string;
  readonly router: Router;
  readonly log: Log;
  /** Bytes by path: `attention/<id>/overview`, `attention/<id>/head/<layer>/<head>`. */
  bytes(path: string): Uint8Array;
  /** The file behind a path of bytes that is too large to hold: `exports/datasets/<name>`; null for any other. */
  bytesFile(path: string): string | null;
  announce(address: string, token: string): void;
  /** Throws when the folder of the project is gone, or takes nothing any more: for who writes files into it. */
  requirePlace(): void;
  /** No waiting job begins any more: the project is about to be closed. */
  holdJobs(): void;
}

export const INSTALLATION: Installation = {
  root: installationRoot(import.meta.dirname),
  home: luthierHome(),
  version: '0.1.0',
};

/** Opens a project, creating it when the folder is empty or absent. Read it and you know the program. */
export function openApp(folder: string, installation: Installation = INSTALLATION): App {
  const project = resolve(folder);
  makeFolder(project);

  const stack = new DisposableStack();
  try {
    const lock = stack.use(new ProjectLock(project));
    const log = fileLog(join(project, '.core', 'core.log'));
    const database = join(project, DATABASE_FILE);
    const db = openDatabase(database);
    stack.defer(() => db.close());
    const presence = new Presence(database);
    const place = { database, project, identity: presence.identity };

    const now = Date.now;
    const python = () => pythonOf(installation);
    const checkEnvironment = () => void python();
    const settings = () => readSettings(installation.home).settings;
    const catalog = Catalog.parse(catalogJson);
    const store = {
      project: projectTable(db),
      datasets: datasetTable(db),
      rows: rowTable(db),
      drafts: draftTable(db),
      changes: changeLog(db),
      versions: versionTable(db),
      origins: originTable(db),
      models: modelTable(db),
      jobs: jobTable(db),
      leaks: leakTable(db),
      plans: splitPlanTable(db),
      testSplit: testSplitTable(db),
      predictions: predictionTable(db),
      duplicates: duplicateTable(db),
      sources: sourceTable(db),
      scores: scoreTable(db),
      names: nameTable(db),
    };
    store.project.create(basename(project).slice(0, 80) || 'project', now());
    store.datasets.sweepIncomplete();
    markFolder(project);
    sweepSources(project, store.datasets.sources());
    rebuildVersions(project, store.versions);
    measureSources({ project, sources: store.sources });
    const found = rebuildIndex(project, store.jobs);
    if (found > 0) log.info(`index rebuilt for ${found} job folders`);

    const onBug = (where: string, error: unknown) => log.bug(where, error);
    // What is written before this is written while there is nobody to hold up.
    const writes = stack.use(
      new Writes(db, () => void checkpoint(place).catch(error => onBug('store/checkpoint', error)), presence),
    );
    const watch = stack.use(new Watch(db, presence, onBug));
    const queue = stack.use(
      new JobQueue({
        project,
        home: installation.home,
        store: store.jobs,
        writes,
        log,
        python,
        devices: () => devicesOf(installation),
        now,
      }),
    );

    const finder = stack.use(new RowFinder(database));
    const stamp = (key: number) => `${store.changes.stamp(key)}/${store.scores.stamp(key)}`;
    const counted = (datasetId: DatasetId, name: string) => countedFile(store, project, datasetId, name);
    const views = new RowViews({ ...store, finder, stamp, counted });
    const intakes = {
      scores: stack.use(scoreIntake({ place, ...store, queue, onBug })),
      names: stack.use(nameIntake({ place, ...store, queue, onBug })),
    };
    const words = wordIndex(db);
    const hasForgotten = forgottenChanges(db).areThere;
    const caretaker = stack.use(new Caretaker({ place, words: words.state, hasForgotten, onBug }));

    const textOf = (datasetId: DatasetId, row: number, { text }: Roles): string =>
      cellText(cellIn(rowOf(store, datasetId, row).cells, text));
    const shared = {
      project,
      catalog,
      versions: store.versions,
      jobs: store.jobs,
      queue,
      now,
      checkEnvironment,
      requireLicences: (datasetId: DatasetId, use: LicenceUse) => requireLicences(store.sources, datasetId, use),
    };
    const imports = importStarter({ place, project, now, person });
    const reading = { ...store, place, queue, now, checkEnvironment, onBug };
    const attention = {
      ...shared,
      textOf: (of: RowSource) => textOf(of.datasetId, of.row, store.datasets.dataset(of.datasetId).roles),
    };

    const starterFolder = starterModelFolder(installation);
    const sample = sampleOf({
      ...imports,
      ...store,
      project,
      root: installation.root,
      starterFolder,
      queue,
      writes,
      router: () => router,
    });

    const activeJobs = () => store.jobs.jobs().filter(isActive);
    const environmentWork = stack.use(
      environmentHandlers({
        installation,
        settings,
        activeJobs: () => activeJobs().map(({ id, spec: { title } }) => ({ job: id, title, project })),
        onBug,
      }),
    );
    const handlers: AllHandlers = {
      project: projectHandlers({
        ...sample,
        onBug,
        folder: project,
        store: store.project,
        writes,
        watch,
        presence,
        counts: () => countsOf(store),
        runningKinds: () => new Set(activeJobs().map(({ kind }) => kind)),
      }),
      models: modelsHandlers({
        project,
        home: installation.home,
        store: store.models,
        writes,
        requirePlace: () => presence.check(),
        starterFolder,
        python,
        hub: () => {
          const { offline, hubEndpoint } = settings();
          return { offline, endpoint: hubEndpoint };
        },
        now,
      }),
      dataset: datasetHandlers({
        place,
        ...store,
        ...imports,
        writes,
        views,
        caretaker,
        words: words.state,
        checkStep: (datasetId, changeId) => checkStep(db, datasetId, changeId),
        now,
        onBug,
      }),
      perplexity: perplexityHandlers({ ...reading, intake: intakes.scores }),
      cleaning: cleaningHandlers({ place, onBug }),
      duplicates: duplicatesHandlers({ place, ...store, onBug }),
      privacy: privacyHandlers({ ...reading, intake: intakes.names }),
      licences: licencesHandlers({ ...store, writes, now, person }),
      statistics: statisticsHandlers({ place, ...store, onBug }),
      splits: splitsHandlers({ place, ...store, onBug }),
      versions: versionsHandlers({ place, ...store, writes, onBug }),
      training: trainingHandlers({ ...shared, models: store.models }),
      evaluation: evaluationHandlers({
        ...shared,
        place,
        predictions: store.predictions,
        rowText: (version, row) => rowTextOf(store, textOf, version, row),
      }),
      attention: attentionHandlers(attention),
      export: exportHandlers(shared),
      environment: environmentWork,
      settings: settingsHandlers({ installation }),
      jobs: jobsHandlers({ project, queue }),
    };
    const router: Router = new Router(handlers, error => asFullDisk(presence.explain(error), project));
    queue.reattach();

    const open = stack.move();
    return {
      folder: project,
      router,
      log,
      bytes: path => {
        const [, id = '', part = ''] = /^attention\/(at_[0-9a-z]{12})\/(.+)$/.exec(path) ?? [];
        return attentionBytes(attention, id, part);
      },
      bytesFile: path => exportedFile(project, path),
      announce: (address, token) => lock.announce(address, token),
      requirePlace: () => presence.check(),
      holdJobs: () => queue.hold(),
      [Symbol.dispose]: () => open.dispose(),
    };
  } catch (error) {
    stack.dispose();
    throw asLocked(error, OPEN_PATIENCE_MS);
  }
}

type Store = Readonly<{
  datasets: ReturnType<typeof datasetTable>;
  versions: ReturnType<typeof versionTable>;
  jobs: ReturnType<typeof jobTable>;
}>;

function countsOf({ datasets, versions, jobs }: Store) {
  const all = datasets.datasets();
  const finished = (kind: 'train' | 'evaluate' | 'attention' | 'export') =>
    jobs.ofKind(kind).filter(({ state }) => state === 'finished').length;
  return {
    datasets: all.length,
    splitDatasets: all.filter(({ splitSizes }) => splitSizes.test > 0).length,
    versions: versions.versions().length,
    finishedRuns: finished('train'),
    pausedRuns: jobs.ofKind('train').filter(({ state }) => state === 'paused').length,
    evaluations: finished('evaluate'),
    attentions: finished('attention'),
    passedExports: finished('export'),
  };
}

function isActive({ state }: { readonly state: string }): boolean {
  return ['queued', 'preparing', 'running', 'pausing'].includes(state);
}

/** The row a version's row came from, by the text of the version; null when its dataset or the row is gone. */
function rowTextOf(
  store: Store,
  textOf: (datasetId: DatasetId, row: number, roles: Roles) => string,
  version: EvaluateJob['version'],
  row: number,
): string | null {
  try {
    const { datasetId, roles } = store.versions.version(version.sha256);
    return textOf(datasetId, row, roles);
  } catch (error) {
    if (error instanceof LuthierError) return null;
    throw error;
  }
}

/** A file to double-click: the desktop opens the folder it lies in. */
function markFolder(project: string): void {
  const file = join(project, 'project.luthier');
  if (!existsSync(file)) writeAtomically(file, `${JSON.stringify({ kind: 'luthier-project' })}\n`);
}

function makeFolder(project: string): void {
  try {
    // Asked before: of folders that cannot be made on such a disk, Node says that they do not exist.
    accessSync(nearestFolder(project), constants.W_OK);
    mkdirSync(project, { recursive: true });
  } catch (error) {
    throw asDiskError(error, project);
  }
}

/** The folder itself, or the one above it that is there. */
function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}
