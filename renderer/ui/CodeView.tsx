import { lazy, Suspense } from 'react';
import { Waiting } from './Waiting.tsx';

export interface CodeViewProps {
  readonly label: string;
  /** JSON to read, or any text to write. */
  readonly text: string;
  readonly language?: 'json' | 'plaintext';
  readonly height?: number | string;
  /** Called with the text after each key; without it nothing can be typed. */
  readonly onText?: (text: string) => void;
  /** What is wrong with the text, and where: underlined. */
  readonly marks?: readonly TextMark[];
  /** Whether it takes the focus when it is there. */
  readonly autoFocus?: boolean;
}

export interface TextMark {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

const MonacoView = lazy(() => import('./MonacoView.tsx'));

/** Text in Monaco, which comes when it is first shown. */
export function CodeView(props: CodeViewProps) {
  return (
    <Suspense fallback={<Waiting shape="chart" />}>
      <MonacoView {...props} />
    </Suspense>
  );
}
