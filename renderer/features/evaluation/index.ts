export { DotsAndIntervals } from './DotsAndIntervals.tsx';
export { EvaluationPage } from './EvaluationPage.tsx';
export { EvaluationsPage } from './EvaluationsPage.tsx';
export { seriesColour } from './ScorePlot.tsx';
export { scaleOver } from './scale.ts';
export { useSubjectName } from './use-subjects.ts';
