export { DuplicatesPage } from './DuplicatesPage.tsx';
export { differencesOf, type Piece } from './differences.ts';
