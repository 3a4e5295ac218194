import type { HTMLAttributes } from 'react';

interface ScrolledProps extends HTMLAttributes<HTMLElement> {
  readonly as?: 'div' | 'p' | 'pre' | 'section';
}

/** What scrolls by itself, and is reached by keys for that: text in a box, a table that is too wide. */
export function Scrolled({ as: Tag = 'div', ...rest }: ScrolledProps) {
  return <Tag tabIndex={0} {...rest} />;
}
