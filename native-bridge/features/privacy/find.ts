import { type Detector, halfWidth, type Kind, type Span } from './detector.ts';
import { DETECTORS } from './detectors/index.ts';
import { isReplaced, name } from './detectors/name.ts';

export interface Finding extends Span {
  readonly detector: Kind;
  /** As it stands in the text, with full-width digits and letters made half-width. */
  readonly value: string;
}

export interface Found {
  /** From left to right, not overlapping. */
  readonly found: readonly Finding[];
  /** What stands inside a longer one of them. */
  readonly inside: readonly Finding[];
}

/** What is personal in a text, where `names` says where names of people stand. */
export function findAll(text: string, names: readonly Span[] = []): Found {
  const all = candidates(text, names);
  const found = resolve(all, text.length);
  return { found, inside: found.length === all.length ? [] : all.filter(isInside(found)) };
}

/**
 * What is personal in a text, from left to right, not overlapping: where findings overlap, the longest wins, then the
 * most specific. A finding inside one whose type is not `wanted` counts on its own, so that keeping web addresses does
 * not keep an e-mail address in one.
 */
export function findIn(
  text: string,
  names: readonly Span[] = [],
  wanted: (type: string) => boolean = () => true,
): Finding[] {
  const { found, inside } = findAll(text, names);
  const chosen = found.filter(({ detector }) => wanted(detector.id));
  if (chosen.length === found.length) return chosen;
  const isKept = isInside(found.filter(({ detector }) => !wanted(detector.id)));
  return resolve([...chosen, ...inside.filter(one => wanted(one.detector.id) && isKept(one))], text.length);
}

function candidates(text: string, names: readonly Span[]): Finding[] {
  const plain = halfWidth(text);
  const at = (detector: Kind, { start, end }: Span): Finding => ({
    start,
    end,
    detector,
    value: plain.slice(start, end),
  });
  const found = ({ hint, find }: Detector) => (hint.test(plain) ? find(plain) : []);
  return [
    ...DETECTORS.flatMap(detector => Array.from(found(detector), span => at(detector, span))),
    ...names.filter(span => !isReplaced(plain, span)).map(span => at(name, span)),
  ];
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

/** Whether a place lies inside a longer one of `outer`, which are in order and do not overlap. */
function isInside(outer: readonly Span[]): (one: Span) => boolean {
  return ({ start, end }) => {
    let [from, to] = [0, outer.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((outer[middle] as Span).start <= start) from = middle + 1;
      else to = middle;
    }
    const holder = outer[from - 1];
    return holder !== undefined && end <= holder.end && end - start < holder.end - holder.start;
  };
}
