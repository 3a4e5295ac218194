import { isRisky } from '../../../native-bridge/contract/index.ts';
import type { Plotly } from './plotly.ts';

/** Hands a file to the person, by the browser's own way of saving. */
export function saveAs(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(/[\\/:*?"<>|]+/g, '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export async function savePicture(
  plotly: Plotly,
  chart: HTMLElement,
  format: 'png' | 'svg',
  name: string,
): Promise<void> {
  const { clientWidth: width, clientHeight: height } = chart;
  const url = await plotly.toImage(chart, { format, width, height, ...(format === 'png' && { scale: 2 }) });
  saveAs(blobOf(url), `${name}.${format}`);
}

/** A data URL as bytes. Not by `fetch`: the page may connect to the core and to nothing else. */
export function blobOf(dataUrl: string): Blob {
  const comma = dataUrl.indexOf(',');
  const head = dataUrl.slice(5, comma);
  const body = dataUrl.slice(comma + 1);
  const type = head.split(';')[0] ?? '';
  if (!head.endsWith(';base64')) return new Blob([decodeURIComponent(body)], { type });
  return new Blob([Uint8Array.from(atob(body), character => character.charCodeAt(0))], { type });
}

/** Rows as CSV (RFC 4180). A cell that a spreadsheet would run as a formula is kept a text. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map(row => row.map(csvCell).join(',')).join('\r\n');
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = isRisky(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
