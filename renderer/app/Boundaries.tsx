import { Button } from '@mantine/core';
import { IconBug } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { diagnosticsOf, useBridge, useForgetUnseen } from '../rpc/index.ts';
import { CopyButton, EmptyState, reportOfDrawing } from '../ui/index.ts';
import styles from './Boundaries.module.css';
import { Boundary, type Caught } from './Boundary.tsx';
import { useT } from './messages/index.ts';

/** Around one page: the frame of the window, and with it every way elsewhere, lives on. */
export function PageBoundary({ children }: { readonly children: ReactNode }) {
  const bridge = useBridge();
  const forgetUnseen = useForgetUnseen();
  return (
    <Told
      title="pageFailedTitle"
      says="pageFailedSays"
      // What could not be drawn may be an answer that is kept. It is let go of once the page has left the screen.
      onCaught={() => setTimeout(forgetUnseen)}
      diagnostics={() => diagnosticsOf(bridge)}
    >
      {children}
    </Told>
  );
}

export interface WindowBoundaryProps {
  /** What a report needs beside the error. */
  readonly diagnostics: () => Promise<string>;
  readonly children: ReactNode;
}

/** Around everything: nothing that goes wrong leaves an empty window. */
export function WindowBoundary({ diagnostics, children }: WindowBoundaryProps) {
  return (
    <Told
      title="windowFailedTitle"
      says="windowFailedSays"
      around={what => <main className={styles.alone}>{what}</main>}
      diagnostics={diagnostics}
    >
      {children}
    </Told>
  );
}

interface ToldProps {
  readonly title: 'pageFailedTitle' | 'windowFailedTitle';
  readonly says: 'pageFailedSays' | 'windowFailedSays';
  /** Where what is told stands; where the children stood unless it says otherwise. */
  readonly around?: (what: ReactNode) => ReactNode;
  readonly onCaught?: () => void;
  readonly diagnostics: () => Promise<string>;
  readonly children: ReactNode;
}

/** Tells of what went wrong while the children were drawn, in the log and in their place. */
function Told({ title, says, around = what => what, onCaught, diagnostics, children }: ToldProps) {
  const [address, go] = useLocation();
  return (
    <Boundary
      at={address}
      onCaught={caught => {
        log(caught);
        onCaught?.();
      }}
      instead={(caught, retry) =>
        around(
          <Instead
            caught={caught}
            title={title}
            says={says}
            onRetry={retry}
            onHome={address === '/' ? null : () => go('/')}
            diagnostics={diagnostics}
          />,
        )
      }
    >
      {children}
    </Boundary>
  );
}

interface InsteadProps extends Pick<ToldProps, 'title' | 'says' | 'diagnostics'> {
  readonly caught: Caught;
  readonly onRetry: () => void;
  /** Null where home is what failed. */
  readonly onHome: (() => void) | null;
}

function Instead({ caught, title, says, onRetry, onHome, diagnostics }: InsteadProps) {
  const t = useT('app');
  const say = useT('ui');
  const report = async (): Promise<string> => [reportOf(caught), await diagnostics()].join('\n\n');
  return (
    <div role="alert">
      <EmptyState
        icon={IconBug}
        title={t(title)}
        says={t(says)}
        action={<Button onClick={onRetry}>{say('tryAgain')}</Button>}
        other={
          <div className={styles.others}>
            {onHome && (
              <Button variant="default" onClick={onHome}>
                {t('notFoundAction')}
              </Button>
            )}
            <CopyButton tall text={report} label={say('copyReport')} />
          </div>
        }
      />
    </div>
  );
}

function reportOf(caught: Caught): string {
  return reportOfDrawing({ ...caught, route: location.pathname, origin: location.origin });
}

/** The console of the page; the desktop app writes such a line into its log. */
function log(caught: Caught): void {
  console.error(reportOf(caught));
}
