import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useBridge } from './bridge.tsx';
import { type NoAnswer, troubleOf } from './trouble.ts';
import type { Answer } from './use-answer.ts';

/**
 * The bytes at a path of the core. They belong to something finished, so they are asked for once. While those of
 * another path are on their way, the last ones stay.
 */
export function useBytes(path: string | null): Answer<Uint8Array> {
  const bridge = useBridge();
  const query = useQuery<Uint8Array, NoAnswer>({
    queryKey: ['bytes', path],
    queryFn: ({ signal }) => bridge.bytes(path as string, signal),
    enabled: path !== null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });

  const refresh = (): void => void query.refetch();
  if (query.data !== undefined) return { state: 'ready', value: query.data, refresh, refreshing: query.isFetching };
  if (query.error) return { state: 'failed', trouble: troubleOf(query.error, path ?? ''), refresh };
  return { state: 'waiting' };
}
