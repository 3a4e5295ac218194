/** A finished project, and a second run that is on its way. Every record is parsed, so that a drift is loud. */
export * from './attention.ts';
export * from './catalog.ts';
export * from './common.ts';
export * from './dataset.ts';
export * from './environment.ts';
export * from './evaluation.ts';
export * from './exports.ts';
export * from './jobs.ts';
export * from './models.ts';
export * from './project.ts';
export * from './training.ts';
export * from './versions.ts';
