import { Button } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconRoute } from '@tabler/icons-react';
import { useAllCommands } from '../../app/commands.tsx';
import { useT } from '../../app/messages/index.ts';
import styles from './SampleCard.module.css';

/** Offers the tour to whoever is new, until it was taken or declined once: it never begins by itself. */
export function TourOffer({ isFitting }: { readonly isFitting: boolean }) {
  const t = useT('tour');
  const tour = useAllCommands().find(({ id }) => id === 'help.tour');
  const [answered, setAnswered] = useLocalStorage({
    key: 'luthier.tour-answered',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  if (!isFitting || answered || !tour) return null;

  const take = (): void => {
    setAnswered(true);
    tour.run();
  };
  return (
    <section className={`${styles.card} ${styles.apart}`}>
      <IconRoute size={20} stroke={1.5} className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <h3>{t('offerTitle')}</h3>
        <p className={styles.says}>{t('offerSays')}</p>
      </div>
      <Button variant="subtle" color="gray" onClick={() => setAnswered(true)}>
        {t('offerNo')}
      </Button>
      <Button variant="default" onClick={take}>
        {t('offerTake')}
      </Button>
    </section>
  );
}
