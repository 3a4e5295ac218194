export { differencesOf, type Piece } from '../../ui/index.ts';
export { DuplicatesPage } from './DuplicatesPage.tsx';
