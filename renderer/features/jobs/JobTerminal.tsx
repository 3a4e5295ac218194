import { useCallback } from 'react';
import { type JobId, jobs } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useBridge } from '../../rpc/index.ts';
import { type Feed, Terminal } from '../../ui/index.ts';

export interface JobTerminalProps {
  readonly jobId: JobId;
  readonly height?: number | string;
}

/** What a job writes for people: its terminal, the end of a very long one. */
export function JobTerminal({ jobId, height = 280 }: JobTerminalProps) {
  const t = useT('jobs');
  const format = useFormat();
  const bridge = useBridge();

  const feed: Feed = useCallback(
    ({ write, clear }) =>
      bridge.open(
        jobs.terminal,
        { jobId },
        {
          onEvent: ({ text, skippedBytes }) => {
            if (skippedBytes !== undefined) {
              write(`\r\n\x1b[0;2m${t('textSkipped', { size: format.bytes(skippedBytes) })}\x1b[0m\r\n`);
            }
            write(text);
          },
          onRestart: clear,
        },
      ),
    [bridge, jobId, t, format],
  );
  const resize = ({ columns, rows }: { columns: number; rows: number }) => {
    if (columns < 20 || rows < 5) return;
    // A job that is over has no terminal to resize: that it is refused changes nothing here.
    bridge
      .ask(jobs.resizeTerminal, { jobId, columns: Math.min(columns, 500), rows: Math.min(rows, 300) })
      .catch(() => {});
  };

  return (
    <Terminal label={t('terminalOf', { id: jobId })} feed={feed} feedKey={jobId} height={height} onResize={resize} />
  );
}
