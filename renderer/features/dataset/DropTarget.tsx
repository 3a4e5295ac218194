import { IconFileDownload } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import styles from './DropTarget.module.css';
import { droppedFiles, type Handed } from './dropped-files.ts';

export interface DropTargetProps {
  /** Shown over the page while a file hangs above it. */
  readonly says: string;
  /** Files and folders, read while the person still sees where they let go; `name` is what to call them. */
  readonly onDrop: (handed: Promise<Handed | null>, name: string) => void;
  readonly children: ReactNode;
}

/** A page that takes files and folders dropped anywhere on it. */
export function DropTarget({ says, onDrop, children }: DropTargetProps) {
  const [over, setOver] = useState(false);
  // Entering a child leaves its parent: only as many leaves as enters mean that the file is gone.
  const depth = useRef(0);

  const enter = (event: DragEvent, by: 1 | -1): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    depth.current += by;
    setOver(depth.current > 0);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    const [first] = event.dataTransfer.files;
    if (event.dataTransfer.types.includes('Files')) onDrop(droppedFiles(event.dataTransfer), first?.name ?? '');
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; a button chooses the file too.
    <div
      className={styles.target}
      onDragEnter={event => enter(event, 1)}
      onDragLeave={event => enter(event, -1)}
      onDragOver={event => event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {over && (
        <div className={styles.over}>
          <IconFileDownload size={34} stroke={1.5} aria-hidden />
          {says}
        </div>
      )}
    </div>
  );
}
