import { type ReactNode, useState } from 'react';
import { licences, type Source, type WantedUse } from '../../../native-bridge/contract/index.ts';
import type { Trouble } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { LicenceDialog } from './LicenceDialog.tsx';

export interface LicenceQuestion {
  /** Goes on at once where every licence allows the use; else asks, records the answer, and goes on then. */
  readonly before: (wanted: WantedUse, goOn: () => unknown) => Promise<void>;
  readonly busy: boolean;
  readonly trouble: Trouble | null;
  /** Draw it somewhere: it shows itself when there is a question. */
  readonly dialog: ReactNode;
}

interface Asked {
  readonly wanted: WantedUse;
  readonly sources: readonly Source[];
  readonly goOn: () => unknown;
}

/** The question that stands before training on data, or sharing what is made of it. */
export function useLicenceQuestion(): LicenceQuestion {
  const unconfirmed = useAction(licences.unconfirmed);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = (): void => setAsked(null);

  const before = async (wanted: WantedUse, goOn: () => unknown): Promise<void> => {
    const sources = await unconfirmed.run(wanted);
    if (sources === null) return;
    if (sources.length === 0) await goOn();
    else setAsked({ wanted, sources, goOn });
  };

  return {
    before,
    busy: unconfirmed.busy,
    trouble: unconfirmed.trouble,
    dialog: asked && (
      <LicenceDialog
        use={asked.wanted.use}
        sources={asked.sources}
        onClose={close}
        onRecorded={() => {
          close();
          void asked.goOn();
        }}
      />
    ),
  };
}
