/** One bar: what arrived, and what did not. */
export interface SparkBar {
  delivered: number;
  failing: number;
}

const barWidth = 4;
const height = 24;

/**
 * Bars without axes, the oldest first. What did not arrive stands at the bottom, in another colour and with a gap
 * above it, and never shorter than can be seen.
 */
export function Sparkline({ bars, label }: { bars: readonly SparkBar[]; label: string }) {
  const most = Math.max(1, ...bars.map(({ delivered, failing }) => delivered + failing));
  const scale = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * (height - 4)));
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
        const low = scale(failing);
        const high = scale(delivered);
        const gap = low > 0 && high > 0 ? 1 : 0;
        const x = index * barWidth;
        return (
          <g key={x}>
            <rect x={x} y={height - 1} width={barWidth - 1} height={1} className="fill-border" />
            <rect x={x} y={height - low} width={barWidth - 1} height={low} className="fill-destructive" />
            <rect
              x={x}
              y={height - low - gap - high}
              width={barWidth - 1}
              height={high}
              className="fill-success/70"
            />
          </g>
        );
      })}
    </svg>
  );
}
