export { AllVersions } from './AllVersions.tsx';
export { VersionsPage } from './VersionsPage.tsx';
