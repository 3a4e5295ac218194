import type { Perplexities } from '../../../native-bridge/contract/index.ts';

/** The bins of a histogram as bars, each with the query that finds its rows. */
export function perplexityBars({ bins }: Pick<Perplexities, 'bins'>) {
  return bins.map(({ from, to, rows }) => ({
    key: String(from),
    label: short(from),
    name: `${short(from)}–${short(to)}`,
    rows,
    query: `perplexity>=${from} perplexity<${to}`,
  }));
}

/** As a label on an axis: 16, 1,300, 1.3e6. */
function short(value: number): string {
  return value < 1e6 ? value.toLocaleString('en-US') : value.toExponential().replace('+', '');
}
