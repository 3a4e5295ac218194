import type { Config, Data, Layout } from 'plotly.js';

/** The few calls of Plotly that the charts use. */
export interface Plotly {
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
 * Plotly is heavy: it comes with the first chart, and only its core, which draws lines. A chart of another kind
 * registers its trace here.
 */
export function loadPlotly(): Promise<Plotly> {
  loading ??= import('plotly.js/lib/core').then(core => core.default as unknown as Plotly);
  return loading;
}
