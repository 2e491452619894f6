/** One bar: how many deliveries were delivered and how many are failing. */
export interface SparkBar {
  delivered: number;
  failing: number;
}

const barWidth = 4;
const height = 24;

/**
 * Bars without axes, the oldest first. Failing deliveries are at the bottom, in another color, with a gap above them. Any
 * count above zero has a minimum height.
 */
export function Sparkline({ bars, label }: { bars: readonly SparkBar[]; label: string }) {
  const max = Math.max(1, ...bars.map(({ delivered, failing }) => delivered + failing));
  const scale = (count: number) => (count === 0 ? 0 : Math.max(2, (count / max) * (height - 4)));
  const width = bars.length * barWidth;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      className="block shrink-0 forced-color-adjust-auto"
    >
      {bars.map(({ delivered, failing }, index) => {
        const bottom = scale(failing);
        const top = scale(delivered);
        const gap = bottom > 0 && top > 0 ? 1 : 0;
        const barStart = index * barWidth;
        return (
          <g key={barStart}>
            <rect x={barStart} y={height - 1} width={barWidth - 1} height={1} className="fill-border" />
            <rect
              x={barStart}
              y={height - bottom}
              width={barWidth - 1}
              height={bottom}
              className="fill-destructive"
            />
            <rect
              x={barStart}
              y={height - bottom - gap - top}
              width={barWidth - 1}
              height={top}
              className="fill-success/70"
            />
          </g>
        );
      })}
    </svg>
  );
}
