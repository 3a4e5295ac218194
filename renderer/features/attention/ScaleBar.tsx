import { useFormat, useT } from '../../app/messages/index.ts';
import { cssColour } from './colour-map.ts';
import styles from './ScaleBar.module.css';

const TICKS = [0, 0.05, 0.2, 0.5, 1];

/** Which colour means which weight. Weights stand by their square root, as they are drawn. */
export function ScaleBar({ colours }: { readonly colours: Uint8ClampedArray }) {
  const t = useT('attention');
  const format = useFormat();
  const stops = Array.from({ length: 18 }, (_, at) => cssColour(colours, at * 15)).join(', ');

  return (
    <div className={styles.scale}>
      <span>{t('weight')}</span>
      <div className={styles.bar} style={{ background: `linear-gradient(to right, ${stops})` }} />
      <div className={styles.ticks}>
        {TICKS.map(weight => (
          <span key={weight} style={{ left: `${Math.sqrt(weight) * 100}%` }}>
            {format.percent(weight, 0)}
          </span>
        ))}
      </div>
    </div>
  );
}
