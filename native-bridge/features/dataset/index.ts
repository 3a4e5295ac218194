export { isDayFirst, timeOf } from '../../core/time-of.ts';
export { datasetHandlers, type Imports, rowOf } from './handlers.ts';
export { uniqueNames } from './import/format.ts';
export { importFile, prepareImport } from './import/import-file.ts';
export { sweepSources } from './import/original.ts';
export { partsFile } from './import/own-parts.ts';
export { inputParts, inputText, type Learned, learnedOf, learnedText } from './input-text.ts';
export { labelOf, suggestRoles } from './roles.ts';
export { Caretaker } from './rows/caretaker.ts';
export { RowViews } from './rows/row-views.ts';
export { SharedParts } from './shared-parts.ts';
export {
  checkStep,
  checkUnlocked,
  noteTestExport,
  type TestTables,
  testUsesOf,
} from './test-lock.ts';
export { cellText, textKey } from './text-key.ts';
