import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Draft } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import type { Drafts } from './drafts.ts';
import styles from './Workbench.module.css';

export interface DraftsNoteProps {
  readonly drafts: Drafts;
  /** The one that is written at this moment needs no note. */
  readonly isOpen: (draft: Draft) => boolean;
  readonly onOpen: (draft: Draft) => void;
}

/** What was written into other cells and is neither saved nor discarded. */
export function DraftsNote({ drafts, isOpen, onOpen }: DraftsNoteProps) {
  const t = useT('grid');
  const format = useFormat();
  const others = drafts.list.filter(draft => !isOpen(draft));
  if (others.length === 0) return null;

  return (
    <section className={styles.drafts} aria-label={t('drafts', { count: others.length })}>
      <p>{t('drafts', { count: others.length })}</p>
      <ul>
        {others.slice(-SHOWN).map(draft => {
          const facts = { row: format.number(draft.row), column: draft.column ?? t('wholeRow') };
          return (
            <li key={`${draft.row} ${draft.column === null ? '' : `.${draft.column}`}`}>
              <Button variant="subtle" size="compact-xs" onClick={() => onOpen(draft)}>
                {t('draftOf', facts)}
              </Button>
              <Tooltip label={t('draftDrop', facts)}>
                <ActionIcon
                  aria-label={t('draftDrop', facts)}
                  size={20}
                  onClick={() => drafts.drop(draft.row, draft.column)}
                >
                  <IconX size={12} />
                </ActionIcon>
              </Tooltip>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const SHOWN = 8;
