export { ColumnSummaries } from './ColumnSummaries.tsx';
export { StatisticsPage } from './StatisticsPage.tsx';
