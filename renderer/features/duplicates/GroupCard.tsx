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
  /** Whether rows go too that are in the group only through another one. */
  readonly chained: boolean;
  readonly isLeftAlone: boolean;
  readonly onRemove: (() => void) | null;
  readonly onKeep: (row: number) => void;
  readonly onLeaveAlone: () => void;
}

/** The row of a group that stays, and beside it one of the others, with what differs marked in both. */
export function GroupCard({ group, search, chained, isLeftAlone, onRemove, onKeep, onLeaveAlone }: GroupCardProps) {
  const t = useT('duplicates');
  const [kept, ...others] = group.members as [Member, ...Member[]];
  const [shown, setShown] = useState(0);
  const other = others[shown] ?? others[0] ?? kept;
  const stays = (member: Member): boolean => isLeftAlone || (member.chained && !chained);
  const isAnyToGo = group.size > group.members.length || !others.every(stays);
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
          <Button
            variant="default"
            disabled={isLeftAlone || !isAnyToGo || onRemove === null}
            onClick={() => onRemove?.()}
          >
            {t('removeOthers')}
          </Button>
        </>
      }
    >
      {others.length > 1 && <Others group={group} others={others} shown={shown} onShow={setShown} />}
      <div className={styles.sides}>
        <Side member={kept} search={search} pieces={differences.left}>
          <Badge tone="good">{t('stays')}</Badge>
        </Side>
        <Side member={other} search={search} pieces={differences.right}>
          <Badge tone={stays(other) ? 'good' : 'bad'}>{t(stays(other) ? 'untouched' : 'goes')}</Badge>
          <Alike member={other} />
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
  readonly shown: number;
  readonly onShow: (place: number) => void;
}

/** One button for each other row of a group: which one stands beside the row that stays. */
function Others({ group, others, shown, onShow }: OthersProps) {
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
            <Alike member={member} />
          </button>
        ))}
      </div>
      {group.size > group.members.length && (
        <p className={styles.hint}>{t('onlyFirst', { count: group.members.length })}</p>
      )}
    </>
  );
}

/** How alike a row is to the one that stays; that it is chained to it is said in words, not by colour alone. */
function Alike({ member: { similarity, chained } }: { readonly member: Member }) {
  const t = useT('duplicates');
  const format = useFormat();
  const share = format.percent(Math.floor(similarity * 100) / 100, 0);
  return (
    <span className={chained ? styles.below : styles.alike} title={chained ? t('throughOther') : undefined}>
      {t(chained ? 'alikeChained' : 'alike', { share })}
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
