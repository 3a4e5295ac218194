import { IconFolderOpen } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useT } from '../messages/index.ts';
import styles from './DropProject.module.css';

export interface DropProjectProps {
  /** Where what was dropped lies on this machine. */
  readonly pathOf: (dropped: object) => string | null;
  readonly onDrop: (path: string) => void;
  readonly children: ReactNode;
}

/** The whole page takes the folder of a project, or a file of one. */
export function DropProject({ pathOf, onDrop, children }: DropProjectProps) {
  const t = useT('welcome');
  // Every element that is passed over says that it was entered and left.
  const depth = useRef(0);
  const [over, setOver] = useState(false);
  const move = (by: number) => {
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  const ifFiles = (act: (event: DragEvent) => void) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    act(event);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button and its keys do the same.
    <div
      className={styles.target}
      onDragEnter={ifFiles(() => move(1))}
      onDragOver={ifFiles(() => {})}
      onDragLeave={ifFiles(() => move(-1))}
      onDrop={ifFiles(event => {
        move(-depth.current);
        const [file] = event.dataTransfer.files;
        const path = file ? pathOf(file) : null;
        if (path) onDrop(path);
      })}
    >
      {children}
      {over && (
        <div className={styles.veil}>
          <IconFolderOpen size={26} stroke={1.5} aria-hidden />
          {t('dropHere')}
        </div>
      )}
    </div>
  );
}
