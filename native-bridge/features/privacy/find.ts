import { type Detector, halfWidth, type Span } from './detector.ts';
import { DETECTORS } from './detectors/index.ts';

export interface Finding extends Span {
  readonly detector: Detector;
  /** As it stands in the text, with full-width digits and letters made half-width. */
  readonly value: string;
}

/**
 * What is personal in a text, from left to right, not overlapping: where findings overlap, the longest wins, then the
 * most specific. A finding inside one whose type is not `wanted` counts on its own, so that keeping web addresses does
 * not keep an e-mail address in one.
 */
export function findIn(text: string, wanted: (type: string) => boolean = () => true): Finding[] {
  const plain = halfWidth(text);
  const all: Finding[] = [];
  for (const detector of DETECTORS) {
    if (!detector.hint.test(plain)) continue;
    for (const { start, end } of detector.find(plain)) {
      all.push({ start, end, detector, value: plain.slice(start, end) });
    }
  }
  if (all.length < 2) return all.filter(({ detector }) => wanted(detector.id));

  const winners = resolve(all, text.length);
  const unwanted = winners.filter(({ detector }) => !wanted(detector.id));
  if (unwanted.length === 0) return winners;
  const inside = all.filter(one => wanted(one.detector.id) && unwanted.some(kept => isShorterInside(one, kept)));
  return resolve([...winners.filter(({ detector }) => wanted(detector.id)), ...inside], text.length);
}

/** Longest first; the order of detectors decides between equals, for sorting keeps it. */
function resolve(findings: readonly Finding[], length: number): Finding[] {
  if (findings.length < 2) return [...findings];
  const taken = new Uint8Array(length);
  const chosen: Finding[] = [];
  for (const finding of findings.toSorted((a, b) => b.end - b.start - (a.end - a.start))) {
    // Whatever was taken is at least as long, so an overlap covers one of the two ends.
    if (taken[finding.start] === 1 || taken[finding.end - 1] === 1) continue;
    taken.fill(1, finding.start, finding.end);
    chosen.push(finding);
  }
  return chosen.sort((a, b) => a.start - b.start);
}

function isShorterInside(one: Span, other: Span): boolean {
  return one.start >= other.start && one.end <= other.end && one.end - one.start < other.end - other.start;
}
