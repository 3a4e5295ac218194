import { useT } from '../../app/messages/index.ts';

const NAMES = {
  prepare: 'stagePrepare',
  load: 'stageLoad',
  tokenise: 'stageTokenise',
  train: 'stageTrain',
  base: 'stageBase',
  tuned: 'stageTuned',
  report: 'stageReport',
  merge: 'stageMerge',
  source: 'stageSource',
  convert: 'stageConvert',
  quantise: 'stageQuantise',
  score: 'stageScore',
  latency: 'stageLatency',
} as const;

/** The stages of jobs by name. One that is not known here stands as Python calls it. */
export function useStageName(): (stage: string) => string {
  const t = useT('training');
  return stage => (stage in NAMES ? t(NAMES[stage as keyof typeof NAMES]) : stage);
}
