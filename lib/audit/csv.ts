/**
 * A row of CSV (RFC 4180, CRLF). A cell that a spreadsheet would take for a formula (it begins with = + - @, a tab or
 * a carriage return) gets an apostrophe before it: OWASP, "CSV Injection".
 */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n\t]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}
