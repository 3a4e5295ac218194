const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A border where nothing can be torn: two ordinary characters of scripts that are written one by one. */
const PLAIN = /^[\p{Script=Latin}\p{Script=Han}\p{N}\p{P} ]{2}$/u;

/** So far around the border characters are told apart; one of more code units than this is rare. */
const NEAR = 64;

/** At most the first `most` code units of a text. No character is torn, also none of several code points. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  if (PLAIN.test(text.slice(most - 1, most + 1))) return text.slice(0, most);
  const from = startOfPoint(text, Math.max(0, most - NEAR));
  let end = from;
  for (const { index, segment } of characters.segment(text.slice(from, most + NEAR))) {
    if (from + index + segment.length > most) break;
    end = from + index + segment.length;
  }
  return text.slice(0, end);
}

/** A text of at most `most` code units, with an ellipsis where more follows. */
export function clipText(text: string, most: number): string {
  return text.length > most ? `${cutText(text, most)}…` : text;
}

function startOfPoint(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}
