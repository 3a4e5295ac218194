export { ExportPage } from './ExportPage.tsx';
export { ExportsPage } from './ExportsPage.tsx';
