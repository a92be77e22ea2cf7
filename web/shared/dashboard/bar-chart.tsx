import './bar-chart.css';
import { Group, Text } from '@mantine/core';

/** One bar. */
export interface Bar {
  readonly name: string;
  readonly value: number;
}

interface BarChartProps {
  /** Says all that the bars show, for those who do not see them. */
  readonly label: string;
  readonly bars: readonly Bar[];
  readonly tone: 'plain' | 'warning' | 'calm';
  /** Writes a number. */
  readonly format: (value: number) => string;
}

const height = 100;
const step = 10;
const gap = 2;
/** What happened once is seen beside what happened a thousand times. */
const lowest = 2;

/** Bars of one series on a scale of their own. What it says is there as a table as well. */
export function BarChart({ bars, format, label, tone }: BarChartProps) {
  const most = Math.max(...bars.map(({ value }) => value), 0);
  return (
    <div>
      <Text size="xs" c="dimmed">
        {format(most)}
      </Text>
      <svg
        className="bar-chart"
        data-tone={tone}
        viewBox={`0 0 ${bars.length * step} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {bars.map(({ name, value }, at) => {
          const size = value === 0 ? 0 : Math.max((value / most) * height, lowest);
          return (
            <rect key={name} x={at * step + gap / 2} y={height - size} width={step - gap} height={size}>
              <title>{`${name}: ${format(value)}`}</title>
            </rect>
          );
        })}
      </svg>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {bars[0]?.name}
        </Text>
        <Text size="xs" c="dimmed">
          {bars.at(-1)?.name}
        </Text>
      </Group>
    </div>
  );
}
