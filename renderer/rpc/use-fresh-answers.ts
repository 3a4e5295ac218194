import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { project } from '../../native-bridge/contract/index.ts';
import { useBridge } from './bridge.tsx';

/** Asks every answer on the screen again when somebody else, such as the command line, has changed the project. */
export function useFreshAnswers(): void {
  const bridge = useBridge();
  const queries = useQueryClient();
  useEffect(() => {
    const refresh = (): void => void queries.invalidateQueries();
    return bridge.open(project.watch, {}, { onEvent: refresh, onRestart: refresh });
  }, [bridge, queries]);
}
