/** A spreadsheet takes a cell that begins with one of these for a formula, and would run what a caller wrote into the log. */
const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * One record of a CSV file (RFC 4180, every cell quoted). A cell that a spreadsheet would take for a formula begins with an
 * apostrophe, which makes it text there.
 */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${asText(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

function asText(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}
