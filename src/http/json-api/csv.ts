/** What a cell can hold; nothing leaves it empty. */
export type CsvValue = string | number | boolean | null;

/** With what a cell would be a formula in a spreadsheet, their full-width forms included (CWE-1236). */
const formulaStart = /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;
const needsQuotes = /[",\r\n]|^\s|\s$/;

/** Text that a spreadsheet might take for a formula gets an apostrophe in front; numbers are none. */
function cell(value: CsvValue): string {
  if (typeof value !== 'string') return String(value ?? '');
  const harmless = formulaStart.test(value) ? `'${value}` : value;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** One line of a CSV file with its end (RFC 4180). */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}
