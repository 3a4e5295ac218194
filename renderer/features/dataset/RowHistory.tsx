import { type Blame, type Cell, type Dataset, dataset, ROLES } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Changed, changeWindow, type Piece } from '../../ui/index.ts';
import { BY, useChangeTitle } from './change-title.ts';
import { conversationIn, conversationText } from './conversation.ts';
import { cellText } from './edited-cells.ts';
import { PART_WORDS } from './part-words.ts';
import styles from './RowHistory.module.css';

export interface RowHistoryProps {
  readonly dataset: Dataset;
  readonly row: number;
}

/** As many changes as a person looks through. */
const MOST_CHANGES = 50;

/** What changed a row, newest first, with what it was and became. */
export function RowHistory({ dataset: shown, row }: RowHistoryProps) {
  const t = useT('dataset');
  const format = useFormat();
  const titleOf = useChangeTitle();
  const blame = useAnswer(dataset.blame, { datasetId: shown.id, row });
  if (blame.state !== 'ready') return null;
  return (
    <section className={styles.history} aria-label={t('blame')}>
      <h3>{t('blame')}</h3>
      {blame.value.length === 0 ? (
        <p className={styles.none}>{t('blameNothing')}</p>
      ) : (
        <ol>
          {blame.value.slice(0, MOST_CHANGES).map(({ changeId, atMs, actor, differences, ...title }) => (
            <li key={changeId}>
              <span className={styles.what}>{titleOf(title)}</span>
              <span className={styles.when}>
                <time>{format.dateTime(atMs)}</time>
                {actor && <span>{t(BY[actor.through], { person: actor.person })}</span>}
              </span>
              <dl>
                {differences.map(difference => (
                  <Difference key={difference.field} dataset={shown} {...difference} />
                ))}
              </dl>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** So much of a text is shown around what changed in it. */
const SHOWN = 300;
/** What is no longer than this stands on one line, what it was before what it became. */
const SHORT = 40;

function Difference({ dataset: shown, field, ...sides }: Blame['differences'][number] & { readonly dataset: Dataset }) {
  const read = useReading(shown);
  const said = [read.cell(field, sides.before), read.cell(field, sides.after)] as const;
  // A weight, an id or a name is in no conversation: what changed there is seen in the JSON.
  const isUnsaid = field === shown.roles.messages && said[0] === said[1];
  const [before, after] = isUnsaid ? [asText(sides.before), asText(sides.after)] : said;
  const window = changeWindow(cellText(before), cellText(after), SHOWN);
  const isShort = [before, after].every(text => cellText(text).length <= SHORT && !cellText(text).includes('\n'));
  return (
    <div className={styles.difference} data-short={isShort || undefined}>
      <dt>
        <bdi>{read.name(field)}</bdi>
      </dt>
      <dd>
        <del>
          <Side text={before} pieces={window.before} mark="removed" />
        </del>
        <ins>
          <Side text={after} pieces={window.after} mark="added" />
        </ins>
      </dd>
    </div>
  );
}

interface SideProps {
  readonly text: string | null;
  readonly pieces: readonly Piece[];
  readonly mark: 'removed' | 'added';
}

/** No value and an empty text are told apart in words. */
function Side({ text, pieces, mark }: SideProps) {
  const t = useT('dataset');
  const say = useT('grid');
  if (text === null) return <span className={styles.none}>{t('emptyCell')}</span>;
  if (text === '') return <span className={styles.none}>{say('editEmptyText')}</span>;
  return <Changed pieces={pieces} mark={mark} />;
}

/** Cells and marks in words: a chat as a conversation, tags one after another, a star as yes or no. */
function useReading({ roles }: Dataset) {
  const t = useT('dataset');
  const yesNo = (cell: Cell) => t(cell === 1 ? 'yes' : 'no');
  const marks: Readonly<Record<string, { readonly name: string; readonly text: (cell: Cell) => string | null }>> = {
    '#split': {
      name: t('split'),
      text: cell => (cell === 'train' || cell === 'validation' || cell === 'test' ? t(cell) : null),
    },
    '#tags': { name: t('tags'), text: cell => (cell === null ? null : String(cell).trim().replaceAll(' ', ', ')) },
    '#note': { name: t('note'), text: asText },
    '#starred': { name: t('star'), text: yesNo },
    '#removed': { name: t('blameRemoved'), text: yesNo },
    ...Object.fromEntries(ROLES.map(role => [`#role.${role}`, { name: t(PART_WORDS[role][0]), text: asText }])),
  };
  const markOf = (field: string) => (Object.hasOwn(marks, field) ? marks[field] : undefined);
  return {
    name: (field: string): string => markOf(field)?.name ?? field,
    cell: (field: string, cell: Cell): string | null => {
      const mark = markOf(field);
      if (mark !== undefined) return mark.text(cell);
      const said = field === roles.messages ? conversationIn(cellText(cell)) : null;
      return said !== null ? conversationText(said) : asText(cell);
    },
  };
}

function asText(cell: Cell): string | null {
  return cell === null ? null : String(cell);
}
