import { useState } from 'react';
import type { ErrorPayload, Opening } from '../../../native-bridge/contract/index.ts';

export interface OpeningState {
  /** What is being opened now, in words; null when nothing is. */
  readonly what: string | null;
  readonly refusal: ErrorPayload | null;
  /**
   * Opens something unless something else is being opened. After `opened` the window leaves this page by itself; says why
   * it was refused.
   */
  readonly open: (what: string, ask: () => Promise<Opening>) => Promise<ErrorPayload | null>;
  readonly refuse: (error: ErrorPayload) => void;
}

/** One opening at a time, and why the last one was refused. */
export function useOpening(): OpeningState {
  const [what, setWhat] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<ErrorPayload | null>(null);

  const open = async (name: string, ask: () => Promise<Opening>): Promise<ErrorPayload | null> => {
    if (what !== null) return null;
    setWhat(name);
    setRefusal(null);
    try {
      const end = await ask();
      if (end.kind === 'opened') return null;
      const refused = end.kind === 'refused' ? end.error : null;
      setRefusal(refused);
      setWhat(null);
      return refused;
    } catch (error) {
      setWhat(null);
      throw error;
    }
  };
  return { what, refusal, open, refuse: setRefusal };
}
