export { PerplexityPanel } from './PerplexityPanel.tsx';
export { ScoreRows } from './ScoreRows.tsx';
export { useScoresKey } from './use-scores-key.ts';
