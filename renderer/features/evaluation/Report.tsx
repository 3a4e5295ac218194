import type { DatasetId, Evaluation, EvaluationReport } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { Panel } from '../../ui/index.ts';
import { useCatalog } from '../training/index.ts';
import { ClassTable } from './ClassTable.tsx';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { comparison } from './comparison.ts';
import styles from './EvaluationPage.module.css';
import { RowsBehind } from './RowsBehind.tsx';
import type { RowFilter } from './row-filter.ts';
import { ScorePlot } from './ScorePlot.tsx';
import { Speed } from './Speed.tsx';
import { useSubjectName } from './use-subjects.ts';

export interface ReportProps {
  readonly evaluation: Evaluation;
  readonly report: EvaluationReport;
  /** The dataset the rows came from; null when it is gone. */
  readonly datasetId: DatasetId | null;
  readonly filter: RowFilter | null;
  readonly onFilter: (filter: RowFilter) => void;
}

/** The numbers of an evaluation, from the whole split down to single rows. */
export function Report({ evaluation, report, datasetId, filter, onFilter }: ReportProps) {
  const t = useT('evaluation');
  const nameOf = useSubjectName();
  const catalog = useCatalog();
  const metrics = catalog.state === 'ready' ? catalog.value.metrics : [];
  const lowerIsBetter = new Set(metrics.filter(({ better }) => better === 'lower').map(({ id }) => id));
  const last = report.subjects.at(-1);

  return (
    <>
      <Panel title={t('scores')} aside={t('scoresSays')}>
        <ScorePlot
          lines={comparison(report, lowerIsBetter)}
          subjects={report.subjects.map(({ name }) => name)}
          metrics={metrics}
        />
      </Panel>
      <div className={styles.beside}>
        <Panel title={t('confusion')} aside={t('confusionSays')}>
          <div className={styles.matrices}>
            {report.subjects.map(subject => (
              <ConfusionMatrix
                key={subject.name}
                title={nameOf(subject.name)}
                subject={subject}
                labels={report.labels}
                filter={filter}
                onFilter={onFilter}
              />
            ))}
          </div>
        </Panel>
        <Panel title={t('classes')} flush>
          <ClassTable report={report} />
        </Panel>
      </div>
      {last && (
        <RowsBehind
          evaluation={evaluation}
          report={report}
          datasetId={datasetId}
          filter={filter ?? { subject: last.name }}
          onFilter={onFilter}
        />
      )}
      <Panel title={t('speed')} aside={t('speedSays')}>
        <Speed subjects={report.subjects} />
      </Panel>
    </>
  );
}
