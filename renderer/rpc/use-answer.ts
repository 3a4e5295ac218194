import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { z } from 'zod';
import type { Method } from '../../native-bridge/contract/index.ts';
import type { Trouble } from '../app/messages/index.ts';
import { useBridge } from './bridge.tsx';
import { type NoAnswer, troubleOf } from './trouble.ts';

/** What is known of an answer. `refresh` asks again; a value stays on the screen meanwhile. */
export type Answer<Value> =
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly trouble: Trouble; readonly refresh: () => void }
  | { readonly state: 'ready'; readonly value: Value; readonly refresh: () => void; readonly refreshing: boolean };

export interface AnswerOptions {
  /** Asks again whenever this value changes, such as the state of a job. */
  readonly refreshOn?: string | number | null;
  /** While a new input is asked, keeps the last answer instead of `waiting`: for paging. */
  readonly keepPrevious?: boolean;
}

/** Asks the core and keeps the answer. An input of `null` asks nothing and stays `waiting`. */
export function useAnswer<Input extends z.ZodType, Output extends z.ZodType>(
  method: Method<Input, Output>,
  input: z.input<Input> | null,
  { refreshOn, keepPrevious = false }: AnswerOptions = {},
): Answer<z.output<Output>> {
  const bridge = useBridge();
  const query = useQuery<z.output<Output>, NoAnswer>({
    queryKey: [method.name, input],
    queryFn: () => bridge.ask(method, input as z.input<Input>),
    enabled: input !== null,
    ...(keepPrevious && { placeholderData: keepPreviousData as never }),
  });
  useChange(refreshOn, () => void query.refetch());

  const refresh = (): void => void query.refetch();
  if (query.data !== undefined) return { state: 'ready', value: query.data, refresh, refreshing: query.isFetching };
  if (query.error) return { state: 'failed', trouble: troubleOf(query.error, method.name), refresh };
  return { state: 'waiting' };
}

/** Makes every answer on the screen fresh: something changed in the core. */
export function useRefreshAll(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries();
}

/** Forgets every answer that nothing on the screen shows: it is asked again where it is needed next. */
export function useForgetUnseen(): () => void {
  const queries = useQueryClient();
  return () => queries.removeQueries({ type: 'inactive' });
}

function useChange(value: unknown, onChange: () => void): void {
  const last = useRef(value);
  useEffect(() => {
    if (last.current === value) return;
    last.current = value;
    onChange();
  });
}
