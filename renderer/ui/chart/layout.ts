import type { Layout, LayoutAxis } from 'plotly.js';
import { plainLabel } from './bars.ts';
import type { ChartColours } from './colours.ts';

/** Of an axis: it may bear the name of a column. */
const LONGEST_TITLE = 60;

/** A quiet frame: thin grid, titles on the axes, legend above, hover that names all series at one place. */
export function quietLayout(colours: ChartColours): Partial<Layout> {
  return {
    autosize: true,
    margin: { l: 56, r: 12, t: 8, b: 40 },
    // Not transparent: an exported picture must be legible wherever it is pasted.
    paper_bgcolor: colours.surface,
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: colours.font, size: 11, color: colours.dim },
    hovermode: 'x unified',
    hoverlabel: {
      bgcolor: colours.surface,
      bordercolor: colours.line,
      font: { family: colours.font, size: 12, color: colours.text },
    },
    legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom', font: { color: colours.text, size: 12 } },
  };
}

export function quietAxis(colours: ChartColours, title: string): Partial<LayoutAxis> {
  return {
    title: { text: plainLabel(title, LONGEST_TITLE), standoff: 8, font: { size: 11, color: colours.dim } },
    gridcolor: colours.line,
    zeroline: false,
    linecolor: colours.line,
    tickcolor: colours.line,
    ticks: 'outside',
    ticklen: 3,
    automargin: true,
  };
}
