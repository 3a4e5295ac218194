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

/**
 * Plotly is heavy: it comes with the first chart, and only its core, which draws lines, and bars. A chart of another
 * kind registers its trace here.
 */
export function loadPlotly(): Promise<Plotly> {
  loading ??= Promise.all([import('plotly.js/lib/core'), import('plotly.js/lib/bar')]).then(([core, bar]) => {
    const plotly = core.default as unknown as Plotly;
    plotly.register([bar.default]);
    return plotly;
  });
  return loading;
}

/** A place that Plotly has drawn into: it says when a mark is clicked. */
export interface DrawnElement extends HTMLElement {
  on(event: 'plotly_click', heard: (event: { points: readonly Picked[] }) => void): void;
  removeAllListeners(event: 'plotly_click'): void;
}

/** A mark of a chart: which trace, and which point of it. */
export interface Picked {
  readonly curveNumber: number;
  readonly pointNumber: number;
}
