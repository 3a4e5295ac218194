import type { Gpu, Probe } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Facts, Panel } from '../../ui/index.ts';
import { bf16Gain, instructionsOf } from './cpu.ts';
import styles from './EnvironmentPage.module.css';

/** Below this the two are the same within the noise of one measurement. */
const FASTER = 1.15;

/** What jobs can run on, and how fast it was when it was measured. */
export function Devices({ probe }: { readonly probe: Probe }) {
  const t = useT('environment');

  return (
    <Panel title={t('devices')}>
      {probe.gpus.map(gpu => (
        <GpuFacts key={gpu.uuid} gpu={gpu} />
      ))}
      <CpuFacts cpu={probe.cpu} />
      {probe.gpus.length === 0 && <p className={styles.note}>{t('noGpu')}</p>}
    </Panel>
  );
}

function GpuFacts({ gpu }: { readonly gpu: Gpu }) {
  const t = useT('environment');
  const format = useFormat();

  return (
    <div className={styles.device}>
      <h3 className={styles.deviceName}>{gpu.name}</h3>
      <Facts
        facts={[
          [t('memory'), t('freeOf', { free: format.bytes(gpu.freeBytes), total: format.bytes(gpu.memoryBytes) })],
          [t('driver'), gpu.driver],
        ]}
      />
    </div>
  );
}

function CpuFacts({ cpu }: { readonly cpu: Probe['cpu'] }) {
  const t = useT('environment');
  const format = useFormat();
  const instructions = instructionsOf(cpu);
  const gain = bf16Gain(cpu);

  return (
    <div className={styles.device}>
      <h3 className={styles.deviceName}>{cpu.name}</h3>
      <Facts
        facts={[
          [t('cpu'), t('cpuCores', { count: cpu.cores })],
          [t('memory'), format.bytes(cpu.memoryBytes)],
          [
            t('measured'),
            t('gflops', { fp32: format.number(cpu.fp32Gflops, 0), bf16: format.number(cpu.bf16Gflops, 0) }),
          ],
          [t('bf16'), gain >= FASTER ? t('bf16Faster', { times: format.number(gain, 1) }) : t('bf16Slower')],
          [
            t('instructions'),
            instructions.length === 0 ? (
              t('noFlags')
            ) : (
              <span key="instructions" className={styles.tags}>
                {instructions.map(name => (
                  <span key={name} className={styles.tag}>
                    {name}
                  </span>
                ))}
              </span>
            ),
          ],
        ]}
      />
    </div>
  );
}
