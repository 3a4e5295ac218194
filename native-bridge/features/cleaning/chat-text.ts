/** A turn of a chat as OpenAI (`content`) or ShareGPT (`value`) writes it, with whatever else stands beside it. */
type Turn = Record<string, unknown>;

/** The turns of a cell that holds a chat; null for any other text. */
function turnsIn(cell: string): Turn[] | null {
  if (!cell.startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(cell);
    const isChat = Array.isArray(value) && value.length > 0 && value.every(turn => contentKey(turn) !== null);
    return isChat ? (value as Turn[]) : null;
  } catch {
    return null;
  }
}

function contentKey(turn: unknown): 'content' | 'value' | null {
  if (turn === null || typeof turn !== 'object') return null;
  const { content, value } = turn as Turn;
  if (typeof content === 'string') return 'content';
  return typeof value === 'string' ? 'value' : null;
}

/** What is said in a chat, one turn under the other; the cell itself when it is no chat. */
export function saidIn(cell: string): string {
  const turns = turnsIn(cell);
  return turns === null ? cell : turns.map(turn => turn[contentKey(turn) as string]).join('\n\n');
}

/** The chat with what is said in each turn changed, all else as it is; a cell that is no chat as a text. */
export function changedChat(cell: string, change: (text: string) => string): string {
  const turns = turnsIn(cell);
  if (turns === null) return change(cell);
  let changed = false;
  const after = turns.map(turn => {
    const key = contentKey(turn) as 'content' | 'value';
    const text = change(turn[key] as string);
    changed ||= text !== turn[key];
    return { ...turn, [key]: text };
  });
  return changed ? JSON.stringify(after) : cell;
}
