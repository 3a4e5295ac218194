import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect } from 'react';
import { type DatasetId, dataset } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import { Failure } from '../../ui/index.ts';
import { StepBar } from './StepBar.tsx';

export interface TakeBackProps {
  readonly datasetId: DatasetId;
  readonly changeId: number;
  readonly onUndone: () => void;
}

/** The way back from a change that was made on this page. */
export function TakeBack({ datasetId, changeId, onUndone }: TakeBackProps) {
  const t = useT('dataset');
  const undo = useWork(dataset.undo);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is undone.
  useEffect(() => {
    if (undo.answer) onUndone();
  }, [undo.answer]);

  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconArrowBackUp size={15} />}
        loading={undo.running}
        onClick={() => undo.start({ datasetId, changeId })}
      >
        {t('undo')}
      </Button>
      {undo.running && <StepBar verb="undo" work={undo} />}
      {undo.trouble && <Failure trouble={undo.trouble} />}
    </>
  );
}
