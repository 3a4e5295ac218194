import type { DatasetVersion } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useChangeTitle } from '../dataset/index.ts';
import { planWords } from '../splits/index.ts';
import styles from './Versions.module.css';

/** What was done to the rows of a version, how they were split, and which files they are from. */
export function RecipeSteps({ recipe, splitPlan, sources }: Pick<DatasetVersion, 'recipe' | 'splitPlan' | 'sources'>) {
  const t = useT('versions');
  const titleOf = useChangeTitle();
  const ofSplits = useT('splits');
  const format = useFormat();
  if (recipe.length === 0 && splitPlan === null && sources.length === 0) return null;
  return (
    <details className={styles.small}>
      <summary>{t('changes', { count: recipe.length })}</summary>
      <ol className={styles.recipe}>
        {recipe.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and titles repeat.
          <li key={place}>{titleOf(step)}</li>
        ))}
      </ol>
      {splitPlan !== null && <div>{planWords(splitPlan, ofSplits, format).join(', ')}</div>}
      {sources.map(({ name, sha256 }) => (
        <div key={sha256} title={sha256}>
          {t('fromFile', { name, hash: sha256.slice(0, 12) })}
        </div>
      ))}
    </details>
  );
}
