import { useRef, useState } from 'react';
import { dataset } from '../../../native-bridge/contract/index.ts';
import { troubleOf, useBridge, useRefreshAll } from '../../rpc/index.ts';
import { heard, type ImportOptions, type ImportStory, NO_IMPORT } from './import-story.ts';

/** Brings a file into the project. A file of the browser goes to the core first; one of the desktop is read in place. */
export function useImport() {
  const bridge = useBridge();
  const refreshAll = useRefreshAll();
  const [story, setStory] = useState<ImportStory>(NO_IMPORT);
  const stop = useRef<(() => void) | null>(null);

  const read = (file: string, name: string, options: ImportOptions): void => {
    setStory({ kind: 'reading', name, file, progress: null });
    stop.current = bridge.open(
      dataset.importFile,
      { file, ...options },
      {
        onEvent: event => {
          setStory(heard(file, name, event));
          if (event.kind === 'finished') refreshAll();
        },
        onTrouble: trouble => setStory({ kind: 'failed', name, file, trouble }),
        onRestart: () => setStory({ kind: 'reading', name, file, progress: null }),
      },
    );
  };

  const look = (file: string, name: string): void => setStory({ kind: 'looking', name, file });
  const cancel = (): void => {
    stop.current?.();
    stop.current = null;
    setStory(NO_IMPORT);
  };

  const upload = async (file: File): Promise<void> => {
    setStory({ kind: 'uploading', name: file.name, sizeBytes: file.size });
    try {
      look(await bridge.upload(file), file.name);
    } catch (error) {
      setStory({ kind: 'failed', name: file.name, file: null, trouble: troubleOf(error, dataset.importFile.name) });
    }
  };

  return { story, look, read, upload, cancel, forget: () => setStory(NO_IMPORT) };
}
