import { Component, type ErrorInfo, type ReactNode } from 'react';

/** What was thrown while something was drawn, and by which component. */
export interface Caught {
  readonly error: unknown;
  readonly componentStack: string;
}

interface BoundaryProps {
  /** Whoever goes elsewhere leaves the failure behind: another value draws the children again. */
  readonly at: string;
  readonly instead: (caught: Caught, retry: () => void) => ReactNode;
  /** Hears of each failure once, for a log. */
  readonly onCaught: (caught: Caught) => void;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly at: string;
  readonly thrown: { readonly error: unknown } | null;
  readonly componentStack: string;
}

/** Keeps an error of its children to them: without it, React takes everything off the window. A class, as React wants it. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { at: this.props.at, thrown: null, componentStack: '' };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { thrown: { error } };
  }

  static getDerivedStateFromProps({ at }: BoundaryProps, state: BoundaryState): Partial<BoundaryState> | null {
    return at === state.at ? null : { at, thrown: null };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ componentStack: componentStack ?? '' });
    this.props.onCaught({ error, componentStack: componentStack ?? '' });
  }

  override render(): ReactNode {
    const { thrown, componentStack } = this.state;
    if (thrown === null) return this.props.children;
    return this.props.instead({ error: thrown.error, componentStack }, () => this.setState({ thrown: null }));
  }
}
