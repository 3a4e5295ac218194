import { type ComponentType, type DragEvent, type ReactNode, useRef, useState } from 'react';
import styles from './DropTarget.module.css';

export interface DropTargetProps {
  /** An icon of @tabler/icons-react. */
  readonly icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  /** Shown over the page while something hangs above it. */
  readonly says: string;
  readonly onDrop: (dropped: DataTransfer) => void;
  readonly children: ReactNode;
}

/** A page that takes files and folders dropped anywhere on it. */
export function DropTarget({ icon: Icon, says, onDrop, children }: DropTargetProps) {
  const [over, setOver] = useState(false);
  // Entering a child leaves its parent: only as many leaves as enters mean that the file is gone.
  const depth = useRef(0);
  const move = (by: number): void => {
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  const ifFiles = (act: (event: DragEvent) => void) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    act(event);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; a button and its keys do the same.
    <div
      className={styles.target}
      onDragEnter={ifFiles(() => move(1))}
      onDragOver={ifFiles(() => {})}
      onDragLeave={ifFiles(() => move(-1))}
      onDrop={ifFiles(event => {
        move(-depth.current);
        onDrop(event.dataTransfer);
      })}
    >
      {children}
      {over && (
        <div className={styles.veil}>
          <Icon size={30} stroke={1.5} />
          {says}
        </div>
      )}
    </div>
  );
}
