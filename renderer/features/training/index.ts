export { RunPage } from './RunPage.tsx';
export { RunsPage } from './RunsPage.tsx';
export { useCatalog, useCatalogText } from './use-catalog.ts';
export { useStageName } from './use-stage-name.ts';
