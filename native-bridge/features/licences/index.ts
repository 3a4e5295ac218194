export { requireLicences } from './gate.ts';
export { licencesHandlers } from './handlers.ts';
export { measureSources, withLedger } from './record-import.ts';
