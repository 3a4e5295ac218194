import { ActionIcon, Tooltip } from '@mantine/core';
import { IconTrash, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ErrorPayload, RecentProject, Shell } from '../../../native-bridge/contract/index.ts';
import { Badge, Panel } from '../../ui/index.ts';
import { useFormat, useT } from '../messages/index.ts';
import styles from './RecentProjects.module.css';
import { placeAfter } from './recent.ts';
import { useRecent } from './use-recent.ts';

export interface RecentProjectsProps {
  readonly shell: Shell;
  readonly isIdle: boolean;
  readonly onOpen: (folder: string) => void;
  readonly onRefused: (error: ErrorPayload) => void;
}

/** The projects of before. Arrows choose one, Enter opens it, Delete takes it off the list. */
export function RecentProjects({ shell, isIdle, onOpen, onRefused }: RecentProjectsProps) {
  const t = useT('welcome');
  const recent = useRecent(shell, onRefused);
  const list = useRef<HTMLUListElement>(null);
  const [here, setHere] = useState(0);
  const projects = recent.projects ?? [];
  const isShown = projects.length > 0;

  const focusOn = (place: number): void => {
    setHere(place);
    list.current?.querySelectorAll<HTMLElement>('[data-project]')[place]?.focus();
  };
  // Whoever comes with the keyboard has only Enter left to press.
  useEffect(() => {
    if (isShown && (document.activeElement === document.body || document.activeElement === null)) {
      list.current?.querySelector<HTMLElement>('[data-project]')?.focus();
    }
  }, [isShown]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const project = projects[here];
    const place = placeAfter(event.key, here, projects.length);
    if (place !== null) focusOn(place);
    else if (event.key === 'Delete' && project) {
      void recent.forget(project.folder).then(() => focusOn(Math.max(0, Math.min(here, projects.length - 2))));
    } else return;
    event.preventDefault();
  };

  if (recent.projects === null) return null;
  return (
    <Panel title={t('recent')} flush>
      {!isShown && <NoProjects />}
      {isShown && (
        <>
          <ul ref={list} className={styles.list} onKeyDown={onKeyDown}>
            {projects.map((project, place) => (
              <Line
                key={project.folder}
                project={project}
                isHere={place === Math.min(here, projects.length - 1)}
                isIdle={isIdle}
                onFocus={() => setHere(place)}
                onOpen={() => onOpen(project.folder)}
                onForget={() => void recent.forget(project.folder)}
                onRemoveSample={() => void recent.removeSample()}
              />
            ))}
          </ul>
          <p className={styles.hint}>{t('recentKeys')}</p>
        </>
      )}
    </Panel>
  );
}

function NoProjects() {
  const t = useT('welcome');
  return (
    <div className={styles.nothing}>
      <h3>{t('noRecentTitle')}</h3>
      <p>{t('noRecentSays')}</p>
    </div>
  );
}

interface LineProps {
  readonly project: RecentProject;
  readonly isHere: boolean;
  readonly isIdle: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
  readonly onForget: () => void;
  readonly onRemoveSample: () => void;
}

function Line({ project, isHere, isIdle, onFocus, onOpen, onForget, onRemoveSample }: LineProps) {
  const t = useT('welcome');
  const format = useFormat();
  const { name, folder, isThere, isSample, openedAtMs } = project;

  return (
    <li className={styles.line} data-here={isHere || undefined} data-missing={!isThere || undefined}>
      <button
        type="button"
        data-project
        className={styles.open}
        tabIndex={isHere ? 0 : -1}
        aria-disabled={!isThere || !isIdle}
        onFocus={onFocus}
        onClick={() => isThere && isIdle && onOpen()}
      >
        <span className={styles.top}>
          <span className={styles.name}>{name}</span>
          {isSample && <Badge>{t('sample')}</Badge>}
          {!isThere && <Badge tone="warn">{t('missing')}</Badge>}
          <time className={styles.time} title={format.dateTime(openedAtMs)}>
            {format.ago(openedAtMs)}
          </time>
        </span>
        <span className={styles.folder} title={folder}>
          <bdi>{folder}</bdi>
        </span>
      </button>
      {isSample && isThere ? (
        <IconAction label={t('removeSample')} icon={IconTrash} run={onRemoveSample} />
      ) : (
        <IconAction label={t('forgetOf', { name })} icon={IconX} run={onForget} />
      )}
    </li>
  );
}

interface IconActionProps {
  readonly label: string;
  readonly icon: typeof IconX;
  readonly run: () => void;
}

function IconAction({ label, icon: Icon, run }: IconActionProps) {
  return (
    <Tooltip label={label} position="left">
      <ActionIcon className={styles.side} aria-label={label} onClick={run}>
        <Icon size={15} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}
