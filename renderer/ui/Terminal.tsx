import { lazy, Suspense } from 'react';
import { Waiting } from './Waiting.tsx';

/** Where a terminal's text comes from: gets the sink, answers with how to stop. */
export type Feed = (sink: { readonly write: (text: string) => void; readonly clear: () => void }) => () => void;

export interface TerminalProps {
  readonly label: string;
  /** Opened once when the terminal is shown, and again when `feedKey` changes. */
  readonly feed: Feed;
  readonly feedKey: string;
  readonly height?: number | string;
  /** Told the size in characters once it is known and whenever it changes. */
  readonly onResize?: (size: { readonly columns: number; readonly rows: number }) => void;
}

const XtermView = lazy(() => import('./XtermView.tsx'));

/** A log with the colours of a terminal. It is read only: nothing a person types here goes anywhere. */
export function Terminal(props: TerminalProps) {
  return (
    <Suspense fallback={<Waiting shape="chart" />}>
      <XtermView {...props} />
    </Suspense>
  );
}
