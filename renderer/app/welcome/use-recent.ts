import { useCallback, useEffect, useState } from 'react';
import type { ErrorPayload, RecentProject, Shell } from '../../../native-bridge/contract/index.ts';
import { inOrder } from './recent.ts';

export interface Recent {
  /** Null until the shell has said. */
  readonly projects: readonly RecentProject[] | null;
  readonly forget: (folder: string) => Promise<void>;
  readonly removeSample: () => Promise<void>;
}

/** The projects that were open before, as the shell knows them. A disk that comes back brings its projects back. */
export function useRecent(shell: Shell, onRefused: (error: ErrorPayload) => void): Recent {
  const [projects, setProjects] = useState<readonly RecentProject[] | null>(null);
  const [asked, setAsked] = useState(0);
  const look = useCallback(() => setAsked(now => now + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` says when to ask again.
  useEffect(() => {
    let left = false;
    void shell.recentProjects().then(all => {
      if (!left) setProjects(inOrder(all));
    });
    return () => {
      left = true;
    };
  }, [shell, asked]);

  useEffect(() => {
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [look]);

  return {
    projects,
    forget: async folder => {
      await shell.forgetProject(folder);
      look();
    },
    removeSample: async () => {
      const end = await shell.removeSample();
      if (end.kind === 'refused') onRefused(end.error);
      look();
    },
  };
}
