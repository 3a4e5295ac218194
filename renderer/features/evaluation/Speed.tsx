import type { SubjectReport } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Stat, StatRow } from '../../ui/index.ts';
import { useSubjectName } from './use-subjects.ts';

/** How long each subject takes for a row, and how many it does a second. */
export function Speed({ subjects }: { readonly subjects: readonly SubjectReport[] }) {
  const t = useT('evaluation');
  const format = useFormat();
  const nameOf = useSubjectName();

  return (
    <StatRow>
      {subjects.map(({ name, latencyMs, rowsPerSecond }) => (
        <Stat
          key={name}
          name={nameOf(name)}
          value={format.number(latencyMs.p50, 1)}
          unit={t('msARow')}
          says={t('latencySays', {
            p95: format.number(latencyMs.p95, 1),
            rows: latencyMs.rows,
            rate: format.number(rowsPerSecond, 1),
          })}
        />
      ))}
    </StatRow>
  );
}
