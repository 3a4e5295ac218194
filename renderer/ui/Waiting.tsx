import { Skeleton } from '@mantine/core';
import { useT } from '../app/messages/index.ts';
import styles from './Waiting.module.css';

export interface WaitingProps {
  /** What will stand here, so that nothing jumps when it comes. */
  readonly shape?: 'page' | 'panel' | 'table' | 'chart' | 'line';
}

/** The place of something that is on its way. */
export function Waiting({ shape = 'panel' }: WaitingProps) {
  const t = useT('ui');

  return (
    <div className={styles[shape]} role="status" aria-label={t('waiting')}>
      {SHAPES[shape].map(({ key, height, width }) => (
        <Skeleton key={key} height={height} width={width} radius="sm" />
      ))}
    </div>
  );
}

const bar = (key: string, height: number, width: string) => ({ key, height, width });

const SHAPES = {
  line: [bar('line', 14, '60%')],
  chart: [bar('chart', 240, '100%')],
  panel: [bar('1', 14, '40%'), bar('2', 14, '72%'), bar('3', 14, '56%')],
  table: ['1', '2', '3', '4', '5', '6'].map(key => bar(key, 20, '100%')),
  page: [bar('title', 24, '28%'), bar('says', 14, '46%'), bar('body', 180, '100%'), bar('more', 180, '100%')],
} as const;
