import styles from './Conversation.module.css';
import { isAnswer, type Said } from './conversation.ts';

/** A chat to read: who says what, turn by turn. */
export function Conversation({ said }: { readonly said: readonly Said[] }) {
  return (
    <ol className={styles.turns}>
      {said.map(({ who, what }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a turn is told from others by its place alone.
        <li key={place} data-answer={isAnswer(who) || undefined}>
          <bdi className={styles.who}>{who}</bdi>
          <div dir="auto" className={styles.what}>
            {what}
          </div>
        </li>
      ))}
    </ol>
  );
}
