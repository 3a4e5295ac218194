export { EnvironmentPage } from './EnvironmentPage.tsx';
