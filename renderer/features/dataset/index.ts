export { DatasetPage } from './DatasetPage.tsx';
export { DatasetsPage } from './DatasetsPage.tsx';
export { SplitBar } from './SplitBar.tsx';
