export { SourcesPage } from './SourcesPage.tsx';
export { useLicenceQuestion } from './use-licence-question.tsx';
