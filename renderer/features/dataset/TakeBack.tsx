import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import type { DatasetId } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useStep } from './use-step.ts';

export interface TakeBackProps {
  readonly datasetId: DatasetId;
  readonly changeId: number;
  readonly onUndone: () => void;
}

/** The way back from a change that was made on this page. */
export function TakeBack({ datasetId, changeId, onUndone }: TakeBackProps) {
  const t = useT('dataset');
  const step = useStep(datasetId);
  const isUndone = step.undone?.id === changeId;
  const undone = useEffectEvent(onUndone);
  useEffect(() => {
    if (isUndone) undone();
  }, [isUndone]);

  return (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<IconArrowBackUp size={15} />}
      loading={step.running !== null}
      onClick={() => step.start('undo', changeId)}
    >
      {t('undo')}
    </Button>
  );
}
