export { useChangeTitle } from './change-title.ts';
export { DatasetFrame } from './DatasetFrame.tsx';
export { DatasetPage } from './DatasetPage.tsx';
export { DatasetsPage } from './DatasetsPage.tsx';
export { SplitBar } from './SplitBar.tsx';
export { TakeBack } from './TakeBack.tsx';
export { type Undo, useUndo } from './use-undo.ts';
