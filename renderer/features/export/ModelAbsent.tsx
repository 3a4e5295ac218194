import { Button } from '@mantine/core';
import { IconPackageOff } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { type Export, exporting, type Run } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { Failure } from '../../ui/index.ts';
import { useLicenceQuestion } from '../licences/index.ts';
import styles from './ModelAbsent.module.css';

/**
 * Says that the files of an export are gone while its card is there, and makes them anew with the same settings. One that
 * did not pass is made again with others, which its card offers.
 */
export function ModelAbsent({ made, run }: { readonly made: Export; readonly run: Run | undefined }) {
  const t = useT('export');
  const [, go] = useLocation();
  const start = useAction(exporting.start);
  const licences = useLicenceQuestion();

  const again = (versionHash: Run['versionHash']): Promise<void> =>
    licences.before({ versionHash, use: 'shareModel' }, async () => {
      const { runId, targetId, params, gate } = made;
      const started = await start.run({ runId, targetId, params, gate });
      if (started) go(`/exports/${started.id}`);
    });
  return (
    <>
      {start.trouble && <Failure trouble={start.trouble} />}
      <section className={styles.absent}>
        <IconPackageOff size={20} stroke={1.5} className={styles.icon} aria-hidden />
        <div className={styles.words}>
          <h3>{t('absentTitle')}</h3>
          <p className={styles.says}>{t('absentSays')}</p>
        </div>
        {made.parity?.passed && (
          <Button
            variant="default"
            loading={start.busy || licences.busy}
            disabled={!run?.adapterPath}
            onClick={() => run && void again(run.versionHash)}
          >
            {t('exportAgain')}
          </Button>
        )}
      </section>
      {licences.dialog}
    </>
  );
}
