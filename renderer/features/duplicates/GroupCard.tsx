import { Button, Checkbox } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { DuplicateGroup, DuplicateSearch } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Badge, Changed, differencesOf, Panel, type Piece } from '../../ui/index.ts';
import styles from './DuplicatesPage.module.css';

type Member = DuplicateGroup['members'][number];

export interface GroupCardProps {
  readonly group: DuplicateGroup;
  readonly search: DuplicateSearch;
  readonly isLeftAlone: boolean;
  readonly onRemove: (() => void) | null;
  readonly onKeep: (row: number) => void;
  readonly onLeaveAlone: () => void;
}

/** The row of a group that stays, and beside it one of the others, with what differs marked in both. */
export function GroupCard({ group, search, isLeftAlone, onRemove, onKeep, onLeaveAlone }: GroupCardProps) {
  const t = useT('duplicates');
  const [kept, ...others] = group.members as [Member, ...Member[]];
  const [shown, setShown] = useState(0);
  const other = others[shown] ?? others[0] ?? kept;
  const differences = useMemo(() => differencesOf(kept.text, other.text), [kept.text, other.text]);

  return (
    <Panel
      title={t('group', { group: group.group })}
      aside={t('rowCount', { count: group.size })}
      actions={
        <>
          <Checkbox
            className={styles.leaveAlone}
            label={t('leaveAlone')}
            checked={isLeftAlone}
            onChange={onLeaveAlone}
          />
          <Button variant="default" disabled={isLeftAlone || onRemove === null} onClick={() => onRemove?.()}>
            {t('removeOthers')}
          </Button>
        </>
      }
    >
      {others.length > 1 && (
        <Others group={group} others={others} threshold={search.threshold} shown={shown} onShow={setShown} />
      )}
      <div className={styles.sides}>
        <Side member={kept} search={search} pieces={differences.left}>
          <Badge tone="good">{t('stays')}</Badge>
        </Side>
        <Side member={other} search={search} pieces={differences.right}>
          <Badge tone={isLeftAlone ? 'good' : 'bad'}>{t(isLeftAlone ? 'untouched' : 'goes')}</Badge>
          <Alike share={other.similarity} threshold={search.threshold} />
          <Button variant="subtle" size="compact-sm" onClick={() => onKeep(other.row)}>
            {t('keepThis')}
          </Button>
        </Side>
      </div>
    </Panel>
  );
}

interface OthersProps {
  readonly group: DuplicateGroup;
  readonly others: readonly Member[];
  readonly threshold: number;
  readonly shown: number;
  readonly onShow: (place: number) => void;
}

/** One button for each other row of a group: which one stands beside the row that stays. */
function Others({ group, others, threshold, shown, onShow }: OthersProps) {
  const t = useT('duplicates');
  return (
    <>
      <div className={styles.others} role="toolbar" aria-label={t('others')}>
        {others.map((member, place) => (
          <button
            key={member.row}
            type="button"
            className={styles.other}
            aria-pressed={place === shown}
            onClick={() => onShow(place)}
          >
            {t('row', { row: member.row })}
            <Alike share={member.similarity} threshold={threshold} />
          </button>
        ))}
      </div>
      {group.size > group.members.length && (
        <p className={styles.hint}>{t('onlyFirst', { count: group.members.length })}</p>
      )}
    </>
  );
}

function Alike({ share, threshold }: { readonly share: number; readonly threshold: number }) {
  const t = useT('duplicates');
  const format = useFormat();
  const isBelow = share < threshold;
  return (
    <span className={isBelow ? styles.below : styles.alike} title={isBelow ? t('throughOther') : undefined}>
      {t('alike', { share: format.percent(Math.floor(share * 100) / 100, 0) })}
    </span>
  );
}

interface SideProps {
  readonly member: Member;
  readonly search: DuplicateSearch;
  readonly pieces: readonly Piece[];
  readonly children: React.ReactNode;
}

function Side({ member, search, pieces, children }: SideProps) {
  const t = useT('duplicates');
  return (
    <article className={styles.side}>
      <header className={styles.sideHead}>
        <Link href={`/data/${search.datasetId}?row=${member.row}`}>{t('row', { row: member.row })}</Link>
        {member.label !== null && <Badge>{member.label}</Badge>}
        {member.time !== null && <span className={styles.time}>{String(member.time)}</span>}
        {children}
      </header>
      <p className={styles.text} dir="auto">
        <Changed pieces={pieces} mark="unlike" />
      </p>
      {member.length > member.text.length && (
        <p className={styles.hint}>{t('textCut', { count: member.text.length, all: member.length })}</p>
      )}
    </article>
  );
}
