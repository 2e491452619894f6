import { ratio, type Spread } from "./statistics";

/** A row of the table: its title, and the spread of each build, with this checkout first. */
export interface Row {
  title: string;
  unit: string;
  spreads: (Spread | undefined)[];
}

const threeDigits = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

/** Formats a number with three significant digits, or a dash if the number is undefined. */
export function formatNumber(value: number | undefined): string {
  return value === undefined ? "-" : threeDigits.format(value);
}

function formatSpreadCells(spread: Spread | undefined): string[] {
  if (!spread) return ["-", "-"];
  const range = `${formatNumber(spread.min)} to ${formatNumber(spread.max)}`;
  return [formatNumber(spread.median), spread.runs > 1 ? range : "-"];
}

/** Formats a Markdown table whose columns also line up in a terminal. Columns from `rightFrom` on are aligned to the right. */
function alignColumns(lines: string[][], rightFrom: number): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const isRight = (column: number) => column >= rightFrom;
  const rule = widths.map((width, column) => "-".repeat(isRight(column) ? width - 1 : width));
  const formatRow = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const [head = [], ...body] = lines.map((line) =>
    line.map((cell, column) =>
      isRight(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    ),
  );
  return [head, rule.map((dashes, column) => (isRight(column) ? `${dashes}:` : dashes)), ...body]
    .map(formatRow)
    .join("\n");
}

/** Formats rows with the median and the range of each build. With two builds, a last column has the ratio of their medians. */
export function formatTable(rows: readonly Row[], builds: readonly string[]): string {
  const hasComparison = builds.length > 1;
  const head = [
    "measure",
    "unit",
    ...builds.flatMap((name) => [hasComparison ? name : "median", "min to max"]),
  ];
  const lines = rows.map(({ title, unit, spreads }) => {
    const [own, other] = spreads.map((spread) => spread?.median);
    return [
      title,
      unit,
      ...spreads.flatMap(formatSpreadCells),
      ...(hasComparison ? [formatNumber(ratio(own, other))] : []),
    ];
  });
  return alignColumns([[...head, ...(hasComparison ? [`${builds[0]} / ${builds[1]}`] : [])], ...lines], 2);
}

const markers = /(<!-- bench: begin -->\n)[\s\S]*(<!-- bench: end -->)/;

/** Returns the document with `text` between its two markers. Throws when the document has no markers. */
export function replaceBetweenMarkers(document: string, text: string): string {
  if (!markers.test(document))
    throw new Error("the document has no <!-- bench: begin --> and <!-- bench: end -->");
  return document.replace(markers, (_, begin: string, end: string) => `${begin}\n${text}\n\n${end}`);
}
