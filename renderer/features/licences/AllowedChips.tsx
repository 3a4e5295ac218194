import { type Allowed, type AllowedUses, LicenceUse } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { Badge, type Tone } from '../../ui/index.ts';
import styles from './Sources.module.css';

const TONES: Record<Allowed, Tone> = { yes: 'good', no: 'bad', unknown: 'warn' };

/** What may be done with a source: each use with its answer, as a word and a mark. */
export function AllowedChips({ allowed, only }: { readonly allowed: AllowedUses; readonly only?: LicenceUse }) {
  const t = useT('licences');
  const uses = only === undefined ? LicenceUse.options : [only];
  return (
    <ul className={styles.chips}>
      {uses.map(use => (
        <li key={use}>
          <Badge tone={TONES[allowed[use]]}>{t('useIs', { use: t(use), answer: t(allowed[use]) })}</Badge>
        </li>
      ))}
    </ul>
  );
}
