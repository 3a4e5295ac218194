export { PrivacyPage } from './PrivacyPage.tsx';
