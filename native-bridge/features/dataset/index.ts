export { datasetHandlers, rowOf } from './handlers.ts';
export { importFile } from './import/import-file.ts';
export { sweepSources } from './import/original.ts';
export { inputParts, inputText } from './input-text.ts';
export { labelOf } from './roles.ts';
export { Caretaker } from './rows/caretaker.ts';
export { RowViews } from './rows/row-views.ts';
export {
  checkUnlocked,
  noteTestExport,
  type TestTables,
  testUsesOf,
} from './test-lock.ts';
export { cellText, textKey } from './text-key.ts';
export { timeOf } from './time-of.ts';
