import { Button, Loader } from '@mantine/core';
import { IconFlask, IconFolderOpen, IconFolderPlus, IconPlugConnected } from '@tabler/icons-react';
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Shell } from '../../../native-bridge/contract/index.ts';
import { DropTarget, ErrorCard } from '../../ui/index.ts';
import { useCommands } from '../commands.tsx';
import { useT } from '../messages/index.ts';
import { welcome as messages } from '../messages/welcome.ts';
import { Keys } from '../shell/Keys.tsx';
import { ConnectDialog } from './ConnectDialog.tsx';
import { RecentProjects } from './RecentProjects.tsx';
import { nameOf } from './recent.ts';
import { useOpening } from './use-opening.ts';
import styles from './WelcomePage.module.css';

const KEYS = { sample: '$mod+Shift+s', create: '$mod+n', open: '$mod+o', connect: '$mod+Shift+c' } as const;

const NEEDS_LINK: readonly string[] = ['remote.forgotten', 'remote.refused'];

/** Where a person begins: the sample, a new project, one of before, or a core elsewhere. */
export function WelcomePage({ shell }: { readonly shell: Shell }) {
  const t = useT('welcome');
  const opening = useOpening();
  const [connecting, setConnecting] = useState<string | null>(null);
  const connect = () => setConnecting('');
  const openSample = () => void opening.open(t('theSample'), shell.openSample);
  /** What was dropped here last: data that belongs into a project, where it is none itself. */
  const [dropped, setDropped] = useState<string | null>(null);
  const create = () => void opening.open(t('theProject'), () => shell.createProject());
  const createFor = (path: string) => void opening.open(t('theProject'), () => shell.createProject(path));
  const choose = () => void opening.open(t('theProject'), () => shell.openProject(null));
  const openFolder = async (folder: string, isDropped = false) => {
    setDropped(isDropped ? folder : null);
    const refused = await opening.open(nameOf(folder), () => shell.openProject(folder));
    // A core that was started anew has a new token, and one that no keychain kept is gone: only its link helps.
    if (refused !== null && NEEDS_LINK.includes(refused.code)) setConnecting(folder);
  };
  useOpenAgain(folder => void openFolder(folder));
  const openDropped = ({ files: [file] }: DataTransfer) => {
    const path = file ? shell.pathOf(file) : null;
    if (path) void openFolder(path, true);
  };
  const connectTo = (link: string) => {
    setConnecting(null);
    void opening.open(new URL(link).host, () => shell.connect(link));
  };
  const idle = opening.what === null;
  const isData = dropped !== null && opening.refusal?.code === 'project.not_found';

  const ways = [
    { id: 'sample', icon: IconFlask, title: 'openSample', says: 'openSampleSays', run: openSample },
    { id: 'create', icon: IconFolderPlus, title: 'newProject', says: 'newProjectSays', run: create },
    { id: 'open', icon: IconFolderOpen, title: 'openFolder', says: 'openFolderSays', run: choose },
  ] as const;

  useCommands(
    [...ways, { id: 'connect', title: 'connect', run: connect } as const].map(({ id, title, run }) => ({
      id: `welcome.${id}`,
      title: messages[title],
      group: 'page',
      keys: [KEYS[id]],
      when: () => idle,
      run,
    })),
  );

  return (
    <DropTarget icon={IconFolderOpen} says={t('dropHere')} onDrop={openDropped}>
      <div className={styles.page}>
        <section className={styles.begin}>
          <h1 className={styles.title}>{t('title')}</h1>
          <p className={styles.says}>{t('says')}</p>
          <div className={styles.actions}>
            {ways.map(({ id, icon, title, says, run }) => (
              <Action key={id} icon={icon} title={t(title)} says={t(says)} keys={KEYS[id]} isIdle={idle} run={run} />
            ))}
          </div>
          <Button
            variant="subtle"
            className={styles.connect}
            leftSection={<IconPlugConnected size={15} stroke={1.6} />}
            disabled={!idle}
            onClick={connect}
          >
            {t('connect')}
          </Button>
        </section>
        <section className={styles.recent}>
          {opening.refusal && !isData && <ErrorCard error={opening.refusal} />}
          {isData && dropped !== null && (
            <div className={styles.offer} role="status">
              <p>{t('droppedData', { name: nameOf(dropped) })}</p>
              <Button onClick={() => createFor(dropped)}>{t('projectForData')}</Button>
            </div>
          )}
          <div className={styles.opening} role="status">
            {opening.what !== null && (
              <>
                <Loader size={14} />
                {t('opening', { name: opening.what })}
              </>
            )}
          </div>
          <RecentProjects
            shell={shell}
            isIdle={idle}
            onOpen={folder => void openFolder(folder)}
            onRefused={opening.refuse}
          />
        </section>
        <ConnectDialog address={connecting} onClose={() => setConnecting(null)} onConnect={connectTo} />
      </div>
    </DropTarget>
  );
}

/** Opens what the address of this page names: a core on another machine that was open when the app ended. */
function useOpenAgain(open: (address: string) => void): void {
  const [, go] = useLocation();
  const address = new URLSearchParams(useSearch()).get('again');
  const isTried = useRef(false);
  useEffect(() => {
    if (address === null || isTried.current) return;
    isTried.current = true;
    // A page that is loaded again tries nothing.
    go('/', { replace: true });
    open(address);
  });
}

interface ActionProps {
  readonly icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  readonly title: string;
  readonly says: string;
  readonly keys: string;
  readonly isIdle: boolean;
  readonly run: () => void;
}

function Action({ icon: Icon, title, says, keys, isIdle, run }: ActionProps) {
  return (
    <button type="button" className={styles.action} disabled={!isIdle} onClick={run}>
      <span className={styles.actionIcon} aria-hidden>
        <Icon size={20} stroke={1.5} />
      </span>
      <span className={styles.actionWords}>
        <span className={styles.actionTitle}>{title}</span>
        <span className={styles.actionSays}>{says}</span>
      </span>
      <span aria-hidden>
        <Keys keys={keys} />
      </span>
    </button>
  );
}
