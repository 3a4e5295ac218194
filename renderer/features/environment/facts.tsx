import type { Environment } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { DataTable, Facts, Panel, PathText, ProgressBar, Scrolled } from '../../ui/index.ts';
import { packagesInOrder } from './cpu.ts';
import styles from './EnvironmentPage.module.css';

interface Props {
  readonly environment: Environment;
}

/** Which Python, which torch, and which environment it is. */
export function Interpreter({ environment }: Props) {
  const t = useT('environment');
  const format = useFormat();
  const { probe } = environment;
  const build = probe?.torchCuda ? t('cudaBuild', { version: probe.torchCuda }) : t('cpuBuild');
  const torch = probe && [probe.packages.torch, build].filter(Boolean).join(', ');

  return (
    <Panel title={t('interpreter')}>
      <Facts
        facts={[
          [t('python'), probe?.python ?? '–'],
          [t('torch'), torch ?? '–'],
          [t('path'), <PathText key="path" path={environment.python ?? '–'} />],
          [t('environmentId'), <Mono key="id" text={environment.id} />],
          [t('previous'), <Mono key="previous" text={environment.previousId} />],
          [t('versions'), `${environment.luthierVersion}, ${environment.nodeVersion}`],
          [
            t('checked'),
            probe ? t('checkedIn', { ago: format.ago(probe.atMs), time: format.duration(probe.seconds) }) : t('never'),
          ],
        ]}
      />
    </Panel>
  );
}

export function Disk({ environment }: Props) {
  const t = useT('environment');
  const format = useFormat();
  const { sizeBytes, freeDiskBytes, place } = environment;

  return (
    <Panel title={t('disk')}>
      <div className={styles.bar}>
        <ProgressBar done={sizeBytes} total={sizeBytes + freeDiskBytes} label={t('diskUse')} bare still />
      </div>
      <Facts
        facts={[
          [t('diskUse'), format.bytes(sizeBytes)],
          [t('diskFree'), format.bytes(freeDiskBytes)],
          [t('home'), <PathText key="place" path={place} />],
        ]}
      />
    </Panel>
  );
}

export function Packages({ packages }: { readonly packages: Readonly<Record<string, string>> }) {
  const t = useT('environment');
  const rows = packagesInOrder(packages);

  return (
    <Panel title={t('packages')} aside={String(rows.length)} flush>
      <Scrolled className={styles.packages}>
        <DataTable
          label={t('packages')}
          columns={[
            { key: 'name', title: t('package'), cell: ([name]) => name },
            { key: 'version', title: t('version'), align: 'end', cell: ([, version]) => version },
          ]}
          rows={rows}
          rowKey={([name]) => name}
        />
      </Scrolled>
    </Panel>
  );
}

function Mono({ text }: { readonly text: string | null }) {
  return <span className={styles.mono}>{text ?? '–'}</span>;
}
