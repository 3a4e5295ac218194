import type { Cell } from '../../../native-bridge/contract/index.ts';
import { oneLine } from './column-widths.ts';
import { beginningOf, isAnswer } from './conversation.ts';
import styles from './RowsGrid.module.css';

/** A chat as one line of the grid, who speaks before what is said; what is none stands there as it is. All of it is text. */
export function chatLine(cell: Cell, most: number): HTMLElement {
  const line = document.createElement('span');
  const said = typeof cell === 'string' ? beginningOf(cell) : null;
  if (said === null) line.textContent = oneLine(cell, most);
  let left = said === null ? 0 : most;
  for (const [at, { who, what }] of (said ?? []).entries()) {
    if (left <= 0) break;
    if (at > 0) line.append(part('span', ' → ', styles.arrow));
    const text = oneLine(what, left);
    const speaker = part('bdi', `${oneLine(who, 40)}:`, styles.who);
    speaker.toggleAttribute('data-answer', isAnswer(who));
    line.append(speaker, ' ', part('bdi', text));
    left -= who.length + text.length;
  }
  return line;
}

function part(tag: 'span' | 'bdi', text: string, className?: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className !== undefined) element.className = className;
  return element;
}
