import type { Config, Data, Layout } from 'plotly.js';

/** The few calls of Plotly that the charts use. */
export interface Plotly {
  register(traces: readonly unknown[]): void;
  react(into: HTMLElement, data: Data[], layout: Partial<Layout>, config: Partial<Config>): Promise<unknown>;
  purge(from: HTMLElement): void;
  toImage(
    from: HTMLElement,
    options: { format: 'png' | 'svg'; width: number; height: number; scale?: number },
  ): Promise<string>;
  Plots: { resize(what: HTMLElement): void };
}

let loading: Promise<Plotly> | undefined;

/** Plotly is heavy: it comes with the first chart, and only with the traces that are drawn here. */
export function loadPlotly(): Promise<Plotly> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Plotly> {
  const [core, bar, heatmap] = await Promise.all([
    import('plotly.js/lib/core'),
    import('plotly.js/lib/bar'),
    import('plotly.js/lib/heatmap'),
  ]);
  const plotly = core.default as unknown as Plotly;
  plotly.register([bar.default, heatmap.default]);
  return plotly;
}
