/**
 * Formats a row of CSV (RFC 4180, CRLF). A cell that a spreadsheet would mistake for a formula (it begins with = + - @, a tab or
 * a carriage return) gets an apostrophe in front (OWASP, "CSV Injection").
 */
export function formatCsvRow(cells: readonly string[]): string {
  return `${cells.map(formatCsvCell).join(",")}\r\n`;
}

function formatCsvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n\t]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}
