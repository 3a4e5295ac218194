export { requireLicences } from './gate.ts';
export { licencesHandlers } from './handlers.ts';
export { measureSources } from './record-import.ts';
export { importStarter } from './start-import.ts';
