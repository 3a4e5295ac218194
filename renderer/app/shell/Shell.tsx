import { useDidUpdate, useLocalStorage } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { type JobId, project } from '../../../native-bridge/contract/index.ts';
import { routeOf, useJobs } from '../../features/jobs/index.ts';
import { useAnswer, useConnectionState, useFreshAnswers } from '../../rpc/index.ts';
import { PageBoundary } from '../Boundaries.tsx';
import { useCommandKeys } from '../keys.ts';
import { useT } from '../messages/index.ts';
import { Routes } from '../routes.tsx';
import { useNativeMenu } from '../use-native-menu.ts';
import { Header } from './Header.tsx';
import { JobsPanel } from './JobsPanel.tsx';
import { ProjectPalette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { ReportDialog } from './ReportDialog.tsx';
import { SandboxBanner } from './SandboxBanner.tsx';
import styles from './Shell.module.css';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { StatusBar } from './StatusBar.tsx';
import { useShellCommands } from './use-shell-commands.ts';

/** The frame of the window: header, rail, the page, the jobs panel below it, the status bar. */
export function Shell() {
  const t = useT('app');
  const connection = useConnectionState();
  const [narrow, setNarrow] = useLocalStorage({ key: 'luthier.rail-narrow', defaultValue: false });
  const [panelOpen, setPanelOpen] = useLocalStorage({ key: 'luthier.jobs-panel', defaultValue: false });
  const [sheetOpen, setSheetOpen] = useState(false);
  const [reportOpen, setReportOpen] = useState(false);
  const content = useRef<HTMLElement>(null);
  const [address] = useLocation();

  // Another page is read from its beginning.
  useDidUpdate(() => {
    if (content.current) content.current.scrollTop = 0;
  }, [address]);

  useShellCommands({
    toggleRail: () => setNarrow(now => !now),
    togglePanel: () => setPanelOpen(now => !now),
    toggleSheet: () => setSheetOpen(now => !now),
    report: () => setReportOpen(true),
  });
  useCommandKeys();
  useNativeMenu(useShowJob());
  useFreshAnswers();

  return (
    <div className={styles.shell} data-narrow={narrow || undefined}>
      <a className={styles.skip} href="#content">
        {t('skipToContent')}
      </a>
      <Header onSheet={() => setSheetOpen(true)} />
      <Rail narrow={narrow} onToggle={() => setNarrow(!narrow)} />
      <div className={styles.middle}>
        <SandboxBanner />
        {connection === 'lost' ? <Banner says={t('lostBanner')} /> : <PlaceBanner />}
        <main ref={content} id="content" className={styles.content} tabIndex={-1} data-region>
          <PageBoundary>
            <Routes />
          </PageBoundary>
        </main>
        {panelOpen && <JobsPanel onClose={() => setPanelOpen(false)} />}
      </div>
      <StatusBar panelOpen={panelOpen} onTogglePanel={() => setPanelOpen(!panelOpen)} />
      <ProjectPalette />
      <ReportDialog opened={reportOpen} onClose={() => setReportOpen(false)} />
      <ShortcutSheet opened={sheetOpen} onClose={() => setSheetOpen(false)} />
    </div>
  );
}

/** Goes to what a job made; to all jobs where the page has not heard of it. */
function useShowJob(): (id: JobId) => void {
  const [, go] = useLocation();
  const jobs = useJobs();
  return id => {
    const job = jobs?.find(job => job.id === id);
    go(job ? routeOf(job) : '/jobs');
  };
}

/** What keeps a person from writing, told before they try. */
function PlaceBanner() {
  const t = useT('app');
  const answer = useAnswer(project.place, {});
  if (answer.state !== 'ready' || answer.value.place === 'here') return null;
  const { folder, place } = answer.value;
  return <Banner says={t(place === 'gone' ? 'goneBanner' : 'readOnlyBanner', { folder })} />;
}

function Banner({ says }: { readonly says: string }) {
  return (
    <div className={styles.banner} role="status">
      {says}
    </div>
  );
}
