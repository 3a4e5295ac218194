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

/** Plotly is a third of the page's weight: it comes with the first chart. */
export function loadPlotly(): Promise<Plotly> {
  loading ??= import('plotly.js-strict-dist-min').then(module => module.default as unknown as Plotly);
  return loading;
}
