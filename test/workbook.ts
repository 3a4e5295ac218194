import { partOf, type ZipPart, zipOfParts } from './zip.ts';

const PARTS = {
  '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
    <sheets><sheet name="one" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
    <Relationship Id="rId1" Target="worksheets/sheet1.xml"
      Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>`,
};
const SHEET = 'xl/worksheets/sheet1.xml';

/** An Excel workbook of one sheet with these rows, as XML, and the texts that its cells of the type `s` name by place. */
export function workbook(rows: string, shared: readonly string[] = [], ...more: readonly ZipPart[]): Buffer {
  const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
    <sheetData>${rows}</sheetData></worksheet>`;
  const texts = shared.map(text => `<si><t>${text}</t></si>`).join('');
  const strings = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${texts}</sst>`;
  return workbookOf(partOf(SHEET, sheet), partOf('xl/sharedStrings.xml', strings), ...more);
}

/** A workbook whose sheet is this part of a zip, whatever is in it. */
export function workbookOf(sheet: Omit<ZipPart, 'name'>, ...more: readonly ZipPart[]): Buffer {
  const others = Object.entries(PARTS).map(([name, content]) => partOf(name, content));
  return zipOfParts([...others, ...more, { ...sheet, name: SHEET }]);
}

/** A cell at a place such as `AA2`. */
export function cell(place: string, value: string | number | boolean): string {
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${Number(value)}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
}

/** The letters of a column, from 1. */
export function letters(column: number): string {
  const rest = (column - 1) % 26;
  return `${column > 26 ? letters((column - 1 - rest) / 26) : ''}${String.fromCharCode(65 + rest)}`;
}
