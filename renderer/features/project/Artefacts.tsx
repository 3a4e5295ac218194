import { IconActivity, IconChartBar, IconPackageExport, IconSnowflake } from '@tabler/icons-react';
import { Link } from 'wouter';
import { evaluation, exporting, training, versioning } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { type Answer, useAnswer } from '../../rpc/index.ts';
import { Panel } from '../../ui/index.ts';
import styles from './Artefacts.module.css';
import { type Artefact, artefactsOf, scoreChange } from './artefacts.ts';

const NOTHING = {};
const SHOWN = 6;

/** What was made in this project, the newest first, each with the number that matters. */
export function Artefacts() {
  const t = useT('project');
  const artefacts = artefactsOf({
    versions: listOf(useAnswer(versioning.versions, NOTHING)),
    runs: listOf(useAnswer(training.runs, NOTHING)),
    evaluations: listOf(useAnswer(evaluation.evaluations, NOTHING)),
    exports: listOf(useAnswer(exporting.exports, NOTHING)),
  });

  return (
    <Panel title={t('artefacts')} flush>
      {artefacts.length === 0 && <p className={styles.nothing}>{t('noArtefacts')}</p>}
      <ul className={styles.list}>
        {artefacts.slice(0, SHOWN).map(artefact => (
          <Line key={`${artefact.kind} ${artefact.atMs}`} artefact={artefact} />
        ))}
      </ul>
    </Panel>
  );
}

function Line({ artefact }: { readonly artefact: Artefact }) {
  const format = useFormat();
  const { icon: Icon, name, target, says } = useLine(artefact);

  return (
    <li>
      <Link href={target} className={styles.line}>
        <Icon size={16} stroke={1.6} className={styles.icon} aria-hidden />
        <span className={styles.name}>{name}</span>
        <span className={styles.says}>{says}</span>
        <time className={styles.time} title={format.dateTime(artefact.atMs)}>
          {format.ago(artefact.atMs)}
        </time>
      </Link>
    </li>
  );
}

function useLine(artefact: Artefact) {
  const t = useT('project');
  const catalog = useAnswer(training.catalog, NOTHING);
  const targets = catalog.state === 'ready' ? catalog.value.exportTargets : [];
  const format = useFormat();

  switch (artefact.kind) {
    case 'version': {
      const { version } = artefact;
      return {
        icon: IconSnowflake,
        name: version.name,
        target: `/data/${version.datasetId}`,
        says: `${t('versionRows', { count: version.rowCount })} · ${version.hash.slice(0, 8)}`,
      };
    }
    case 'run': {
      const { run } = artefact;
      return { icon: IconActivity, name: run.name, target: `/runs/${run.id}`, says: run.methodId };
    }
    case 'evaluation': {
      const change = scoreChange(artefact.evaluation, 'macro-f1');
      return {
        icon: IconChartBar,
        name: t('evaluationKind'),
        target: `/evaluations/${artefact.evaluation.id}`,
        says:
          change &&
          t('scoreChange', {
            metric: 'Macro-F1',
            from: format.number(change.from, 3),
            to: format.number(change.to, 3),
          }),
      };
    }
    case 'export': {
      const { made } = artefact;
      const { parity } = made;
      return {
        icon: IconPackageExport,
        name: targets.find(({ id }) => id === made.targetId)?.title ?? made.targetId,
        target: `/exports/${made.id}`,
        says:
          parity &&
          [
            t(parity.passed ? 'gatePassed' : 'gateFailed'),
            t('sizeRatio', { percent: format.percent(parity.sizeRatio, 0) }),
          ].join(' · '),
      };
    }
  }
}

function listOf<Value>(answer: Answer<readonly Value[]>): readonly Value[] {
  return answer.state === 'ready' ? answer.value : [];
}
