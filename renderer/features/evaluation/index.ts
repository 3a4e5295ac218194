export { EvaluationPage } from './EvaluationPage.tsx';
export { EvaluationsPage } from './EvaluationsPage.tsx';
export { DotsAndIntervals } from './DotsAndIntervals.tsx';
export { scaleOver } from './scale.ts';
export { seriesColour } from './ScorePlot.tsx';
export { useSubjectName } from './use-subjects.ts';
