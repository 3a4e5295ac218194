export { CleaningPage } from './CleaningPage.tsx';
