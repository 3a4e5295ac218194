import { type Knob, models, type Params, type Run, versioning } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Facts, Panel } from '../../ui/index.ts';
import styles from './RunPage.module.css';
import { useCatalog } from './use-catalog.ts';

const NOTHING = {};

/** All that was chosen for a run: with it the run can be done again. */
export function RunSettings({ run }: { readonly run: Run }) {
  const t = useT('training');
  const format = useFormat();
  const catalog = useCatalog();
  const versions = useAnswer(versioning.versions, NOTHING);
  const known = useAnswer(models.models, NOTHING);

  const method =
    catalog.state === 'ready' ? catalog.value.trainingMethods.find(({ id }) => id === run.methodId) : undefined;
  const version = versions.state === 'ready' ? versions.value.find(({ hash }) => hash === run.versionHash) : undefined;
  const model = known.state === 'ready' ? known.value.find(({ id }) => id === run.modelId) : undefined;
  const facts = (knobs: readonly Knob[], params: Params) =>
    Object.entries(params).map(
      ([name, value]) => [knobs.find(knob => knob.name === name)?.title ?? name, written(value)] as const,
    );

  return (
    <Panel title={t('settings')}>
      <Facts
        facts={[
          [t('method'), method?.title ?? run.methodId],
          ...facts(method?.knobs ?? [], run.params),
          ...facts(catalog.state === 'ready' ? catalog.value.scheduleKnobs : [], run.schedule),
          [t('seed'), String(run.seed)],
          [t('model'), model?.name ?? run.modelId],
          [t('version'), version?.name ?? run.versionHash.slice(0, 12)],
          [t('labels'), run.task.labels.join(', ')],
          [t('textLength'), `${format.number(run.task.maxTextTokens)} ${t('tokensUnit')}`],
          [
            t('instruction'),
            <span key="instruction" className={styles.instruction}>
              {run.task.instruction}
            </span>,
          ],
        ]}
      />
    </Panel>
  );

  function written(value: Params[string]): string {
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    return typeof value === 'number' ? format.exact(value) : value;
  }
}
