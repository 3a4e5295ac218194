import { useEffect, useRef } from 'react';
import { type DatasetId, type SplitPlan, type SplitPreview, splits } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import { Failure, ProgressBar, Waiting } from '../../ui/index.ts';
import { labelColour } from '../../ui/label-colour.ts';
import { LackingCard, TimeShiftCard } from './LeakCard.tsx';
import { labelShares, SPLITS } from './plan-draft.ts';
import styles from './Splits.module.css';

/** Typing a number asks once, when it stands. */
const SETTLED_MS = 350;

export interface PlanPreviewProps {
  readonly datasetId: DatasetId;
  readonly rowCount: number;
  readonly plan: SplitPlan;
  /** Another value when rows have changed. */
  readonly rowsKey: string;
}

/** What a plan would make of the rows, worked out anew whenever the plan changes; no row is. */
export function PlanPreview({ datasetId, rowCount, plan, rowsKey }: PlanPreviewProps) {
  const t = useT('splits');
  const work = useWork(splits.preview, { readsOnly: true });
  const last = useRef<{ readonly way: SplitPlan['way']; readonly preview: SplitPreview } | null>(null);
  const asked = useRef(plan.way);
  if (work.answer) last.current = { way: asked.current, preview: work.answer };
  if (work.trouble) last.current = null;

  const key = `${JSON.stringify(plan)} ${rowsKey}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that matters of plan and rows.
  useEffect(() => {
    const timer = setTimeout(() => {
      asked.current = plan.way;
      work.start({ datasetId, plan });
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [key]);

  if (work.trouble) return <Failure trouble={work.trouble} />;
  return (
    <div className={styles.stack} aria-busy={work.running}>
      {last.current === null ? (
        <Waiting shape="panel" />
      ) : (
        <SplitPreviewView preview={last.current.preview} way={last.current.way} rowCount={rowCount} />
      )}
      <div className={styles.working}>
        {work.running && work.progress && (
          <ProgressBar
            label={t('previewing')}
            bare={work.etaSeconds === null}
            done={work.progress.done}
            total={work.progress.total}
            etaSeconds={work.etaSeconds}
          />
        )}
      </div>
    </div>
  );
}

/** As many as labels have colours. */
const LABELS_SHOWN = 5;

interface SplitPreviewViewProps {
  readonly preview: SplitPreview;
  readonly way: SplitPlan['way'];
  readonly rowCount: number;
}

/** Sizes and mix of labels of each split, what stays out, and a label that moves with time. */
function SplitPreviewView({ preview, way, rowCount }: SplitPreviewViewProps) {
  const t = useT('splits');
  const format = useFormat();
  const { sizes, labelCount, times, labelShift } = preview;
  const more = labelCount - Math.min(labelCount, LABELS_SHOWN);

  return (
    <>
      <div className={styles.columns}>
        {SPLITS.map(split => {
          const labels = labelShares(preview, split, LABELS_SHOWN);
          const colourOf = (place: number) => `var(${labelColour(place, labels.length)})`;
          const words = labels.map(({ label, share }) => `${label} ${format.percent(share)}`).join(', ');
          return (
            <section key={split} aria-label={`${t(split)}: ${words || t('noLabelsHere')}`}>
              <div className={styles.splitName}>
                <span>{t(split)}</span>
                <span>{format.number(sizes[split])}</span>
              </div>
              <p className={styles.small}>
                {t('allRows', { share: format.percent(sizes[split] / Math.max(1, rowCount), 1) })}
              </p>
              <div className={styles.shares} aria-hidden>
                {labels.map(({ label, share }, place) => (
                  <span key={label} style={{ width: `${share * 100}%`, background: colourOf(place) }} />
                ))}
              </div>
              <dl className={styles.legend}>
                {labels.map(({ label, rows, share }, place) => (
                  <div key={label}>
                    <dt title={label}>
                      <i aria-hidden style={{ background: colourOf(place) }} />
                      {label}
                    </dt>
                    <dd>
                      {format.number(rows)} · {format.percent(share, 1)}
                    </dd>
                  </div>
                ))}
              </dl>
              {more > 0 && <p className={styles.small}>{t('otherLabels', { count: more })}</p>}
            </section>
          );
        })}
      </div>
      <LackingCard lacking={preview.lacking} />
      {!preview.isExact && <p className={styles.small}>{t('previewInexact')}</p>}
      <LeftOut leftOut={preview.leftOut} />
      {times && (
        <p className={styles.small}>
          {t('times', { train: format.day(times.trainUntilMs), test: format.day(times.testFromMs) })}
        </p>
      )}
      {labelShift && <TimeShiftCard shift={labelShift} byTime={way === 'time'} />}
    </>
  );
}

const LEFT_OUT = {
  noLabel: 'leftNoLabel',
  noDate: 'leftNoDate',
  noValue: 'leftNoValue',
  notNeeded: 'leftNotNeeded',
} as const;

function LeftOut({ leftOut }: { readonly leftOut: SplitPreview['leftOut'] }) {
  const t = useT('splits');
  const reasons = (['noLabel', 'noDate', 'noValue', 'notNeeded'] as const).filter(reason => leftOut[reason] > 0);
  if (reasons.length === 0) return null;

  return (
    <p className={styles.small}>
      {t('leftOut')}: {reasons.map(reason => t(LEFT_OUT[reason], { count: leftOut[reason] })).join(', ')}
    </p>
  );
}
