import { Link } from 'wouter';
import { type DatasetId, type DatasetOrigin, versioning } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Facts, Panel } from '../../ui/index.ts';

const NAMES = { sample: 'kindSample', append: 'kindAppend', mix: 'kindMix', join: 'kindJoin' } as const;

/** Where the rows of a combined dataset are from; nothing for one that was imported. */
export function OriginPanel({ datasetId }: { readonly datasetId: DatasetId }) {
  const t = useT('versions');
  const origin = useAnswer(versioning.origin, { datasetId });
  if (origin.state !== 'ready' || origin.value === null) return null;
  return (
    <Panel title={t('origin')} aside={t(NAMES[origin.value.combination.kind])}>
      <OriginFacts origin={origin.value} />
    </Panel>
  );
}

export function OriginFacts({ origin }: { readonly origin: DatasetOrigin }) {
  const t = useT('versions');
  const format = useFormat();
  const { combination, parts } = origin;
  const seed = 'seed' in combination ? [[t('seed'), format.number(combination.seed)] as const] : [];
  return (
    <Facts
      facts={[
        ...parts.map(
          ({ datasetId, name, rows, taken, parent }) =>
            [
              name,
              <span key={datasetId}>
                <Link href={`/data/${datasetId}`}>
                  {t('takenOf', { taken: format.number(taken), rows: format.number(rows) })}
                </Link>
                {parent !== null && ` ${t('ofVersion', { hash: parent.slice(0, 12) })}`}
              </span>,
            ] as const,
        ),
        ...seed,
      ]}
    />
  );
}
