import { useFormat, useT } from '../../app/messages/index.ts';
import type { Verdict } from './comparison.ts';
import styles from './EvaluationPage.module.css';

const SIGNS: Readonly<Record<Verdict, string>> = { better: '▲', worse: '▼', unclear: '○' };

/** A difference with what its interval says about it: a shape beside the colour, and a word for those who hear it. */
export function VerdictMark({ verdict, value }: { readonly verdict: Verdict; readonly value: number }) {
  const t = useT('evaluation');
  const format = useFormat();

  return (
    <span className={`${styles.verdict} ${styles[verdict]}`} title={t(verdict)}>
      <span role="img" aria-label={t(verdict)}>
        {SIGNS[verdict]}
      </span>
      {value > 0 ? '+' : ''}
      {format.number(value, 3)}
    </span>
  );
}
