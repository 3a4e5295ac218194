import { Attention, AttentionMap } from '../../../../native-bridge/contract/index.ts';
import { randomFrom } from '../random.ts';
import { HOUR, ids, labels, now } from './common.ts';
import { rows } from './dataset.ts';

const tokens =
  '<|im_start|> user ⏎ Is this mail ham or spam ? ⏎ ⏎ You have been approved for a new mortgage rate ⏎ Rates have never been lower . Answer three short questions <|im_end|> ⏎ <|im_start|> assistant ⏎'.split(
    ' ',
  );
export const map = AttentionMap.parse({
  layers: 30,
  heads: 9,
  tokens,
  encoding: 'sqrt-u8',
  overviewSide: 24,
  files: { overview: 'overview.u8', heads: 'heads.u8' },
  headSummaries: Array.from({ length: 270 }, (_, place) => {
    const pick = randomFrom(place + 77);
    return {
      layer: Math.floor(place / 9),
      head: place % 9,
      entropy: 0.4 + 2.4 * pick(),
      firstTokenShare: pick() * 0.9,
    };
  }),
  answer: { predicted: 'ham', probabilities: [0.61, 0.39], labels },
});
export const attention = Attention.parse({
  id: ids.attention,
  runId: ids.run,
  source: { datasetId: ids.dataset, row: 1204 },
  text: String(rows[1203]?.cells.text),
  subject: 'tuned',
  state: 'finished',
  map,
  createdAtMs: now - 22 * HOUR,
});

/** A causal map: a diagonal, the first token as a sink, and a stripe that differs by head. */
export function headBytes(layer: number, head: number, side = tokens.length): Uint8Array {
  const pick = randomFrom(layer * 9 + head + 1);
  const stripe = 1 + Math.floor(pick() * 6);
  const sink = pick();
  const bytes = new Uint8Array(side * side);
  for (let q = 0; q < side; q += 1) {
    const weights = Array.from(
      { length: q + 1 },
      (_, k) => 0.03 * pick() + (k === 0 ? sink : 0) + (q - k === stripe ? 0.8 : 0) + (k === q ? 0.3 : 0),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    for (const [k, weight] of weights.entries()) bytes[q * side + k] = Math.round(255 * Math.sqrt(weight / sum));
  }
  return bytes;
}
