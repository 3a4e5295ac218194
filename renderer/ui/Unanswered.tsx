import type { Trouble } from '../app/messages/index.ts';
import { Failure } from './Failure.tsx';
import { Page } from './Page.tsx';
import { Waiting, type WaitingProps } from './Waiting.tsx';

export interface UnansweredPageProps {
  /** What was asked, and is not answered. */
  readonly answer:
    | { readonly state: 'waiting' }
    | { readonly state: 'failed'; readonly trouble: Trouble; readonly refresh: () => void };
}

export interface UnansweredProps extends UnansweredPageProps, WaitingProps {}

/** In the place of what an answer is made into: that it is waited for, or why there is none and the way to ask again. */
export function Unanswered({ answer, ...waiting }: UnansweredProps) {
  if (answer.state === 'waiting') return <Waiting {...waiting} />;
  return <Failure trouble={answer.trouble} retry={answer.refresh} />;
}

/** The same in the place of a whole page. */
export function UnansweredPage({ answer }: UnansweredPageProps) {
  if (answer.state === 'waiting') return <Waiting shape="page" />;
  return (
    <Page>
      <Failure trouble={answer.trouble} retry={answer.refresh} />
    </Page>
  );
}
