export { AttentionListPage } from './AttentionListPage.tsx';
export { AttentionPage } from './AttentionPage.tsx';
