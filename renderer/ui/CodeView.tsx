import { lazy, Suspense } from 'react';
import { Waiting } from './Waiting.tsx';

export interface CodeViewProps {
  readonly label: string;
  readonly json: string;
  readonly height?: number | string;
}

const MonacoView = lazy(() => import('./MonacoView.tsx'));

/** JSON to read, folded and coloured. Monaco comes when it is first shown. */
export function CodeView(props: CodeViewProps) {
  return (
    <Suspense fallback={<Waiting shape="chart" />}>
      <MonacoView {...props} />
    </Suspense>
  );
}
