import { useMemo } from 'react';
import type { DatasetVersion, LabelShare } from '../../../native-bridge/contract/index.ts';
import { useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { BarChart } from '../../ui/index.ts';
import styles from './Versions.module.css';

export interface ShiftChartsProps {
  readonly left: DatasetVersion;
  readonly right: DatasetVersion;
  readonly labels: readonly LabelShare[];
  readonly distance: number;
}

/** As many labels as lie in a chart without covering each other; those that moved most. */
const SHOWN = 24;
/** Of a label's two bars, one under the other. */
const PAIR_HEIGHT = 30;
const SPLITS = ['train', 'validation', 'test'] as const;
const SPLIT_NAMES = { train: 'splitTrain', validation: 'splitValidation', test: 'splitTest' } as const;

/** How the sizes and the labels of two versions differ, beside each other. */
export function ShiftCharts({ left, right, labels, distance }: ShiftChartsProps) {
  const t = useT('versions');
  const format = useFormat();
  const language = useLanguage();
  const moved = useMemo(
    () => labels.toSorted((a, b) => moveOf(b) - moveOf(a) || b.right - a.right).slice(0, SHOWN),
    [labels],
  );
  const names = useMemo(() => namesOf(left, right), [left, right]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names of the splits are the language's.
  const sizes = useMemo(
    () => ({
      bars: SPLITS.map(split => ({ key: split, label: t(SPLIT_NAMES[split]) })),
      series: [left, right].map(({ splitSizes }, side) => ({
        name: names[side] ?? '',
        values: SPLITS.map(split => splitSizes[split]),
      })),
    }),
    [left, right, names, language],
  );
  const shares = useMemo(
    () => ({
      bars: moved.map(({ label }) => ({ key: label, label, name: label })),
      series: (['leftShare', 'rightShare'] as const).map((side, place) => ({
        name: names[place] ?? '',
        values: moved.map(label => Math.round(label[side] * 1000) / 10),
      })),
    }),
    [moved, names],
  );

  return (
    <div className={styles.charts}>
      <section>
        <h3 className={styles.chartTitle}>{t('sizesShift')}</h3>
        <BarChart
          label={t('sizesShift')}
          bars={sizes.bars}
          series={sizes.series}
          barTitle={t('split')}
          valueTitle={t('rows')}
          grouped
        />
      </section>
      {labels.length > 0 && (
        <section>
          <h3 className={styles.chartTitle}>{t('labelShift')}</h3>
          <BarChart
            label={t('labelShift')}
            bars={shares.bars}
            series={shares.series}
            barTitle={t('label')}
            valueTitle={t('sharePercent')}
            lying
            grouped
            height={Math.max(240, shares.bars.length * PAIR_HEIGHT + 86)}
          />
          <p className={styles.small}>
            {t('labelDistance', { value: format.percent(distance, 1) })}
            {labels.length > SHOWN && ` ${t('mostMoved', { shown: SHOWN, all: labels.length })}`}
          </p>
        </section>
      )}
    </div>
  );
}

function moveOf({ leftShare, rightShare }: LabelShare): number {
  return Math.abs(leftShare - rightShare);
}

/** Versions of one name are told apart by their hash. */
function namesOf(left: DatasetVersion, right: DatasetVersion): readonly [string, string] {
  const both = [left, right] as const;
  const [one, other] = both.map(({ name, hash }) =>
    left.name === right.name ? `${name} (${hash.slice(0, 8)})` : name,
  );
  return [one ?? '', other ?? ''];
}
