export { JobControls } from './JobControls.tsx';
export { JobProgress } from './JobProgress.tsx';
export { JobsPage } from './JobsPage.tsx';
export { JobsTable } from './JobsTable.tsx';
export { JobTerminal } from './JobTerminal.tsx';
export { actionsFor, inPanelOrder, isLive, isRunning, routeOf } from './job-state.ts';
export { PreparingTexts, TextJobLine } from './TextJob.tsx';
export { JobsProvider, useJob, useJobs } from './use-jobs.tsx';
