import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { Method } from '../../native-bridge/contract/index.ts';
import type { Trouble } from '../app/messages/index.ts';
import { useBridge } from './bridge.tsx';
import { troubleOf } from './trouble.ts';

export interface Action<Input, Output> {
  /** Does it once. Answers null when it was refused; `trouble` then says why. */
  readonly run: (input: Input) => Promise<Output | null>;
  readonly busy: boolean;
  readonly trouble: Trouble | null;
  readonly forget: () => void;
}

/** Something a person does. Afterwards every answer on the screen is asked again. */
export function useAction<Input extends z.ZodType, Output extends z.ZodType>(
  method: Method<Input, Output>,
): Action<z.input<Input>, z.output<Output>> {
  const bridge = useBridge();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const run = async (input: z.input<Input>): Promise<z.output<Output> | null> => {
    setBusy(true);
    setTrouble(null);
    try {
      return await bridge.change(method, input);
    } catch (error) {
      setTrouble(troubleOf(error, method.name));
      return null;
    } finally {
      setBusy(false);
      void queries.invalidateQueries();
    }
  };

  return { run, busy, trouble, forget: () => setTrouble(null) };
}
