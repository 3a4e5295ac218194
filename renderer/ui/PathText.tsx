import { Fragment } from 'react';
import styles from './PathText.module.css';

/** A path of the machine, which may be broken between its folders and nowhere else unless it must. */
export function PathText({ path }: { readonly path: string }) {
  const parts = path.split(/(?<=[\\/])/);
  return (
    <span className={styles.path}>
      {parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: folders of one path may have the same name; their place is theirs.
        <Fragment key={place}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}
