import { context } from './context.ts';

type Unit = 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days';

const milliseconds: Readonly<Record<Unit, number>> = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

const units: readonly Unit[] = ['days', 'hours', 'minutes', 'seconds', 'milliseconds'];

/** Writes a duration in the language of the person: `90 days`, in the largest unit that it fills without a rest. */
export function formatDuration(value: number, unit: Unit): string {
  const whole = value * milliseconds[unit];
  const fitting = units.find((each) => whole >= milliseconds[each] && whole % milliseconds[each] === 0) ?? unit;
  const style = { style: 'unit', unit: fitting.slice(0, -1), unitDisplay: 'long', maximumFractionDigits: 2 } as const;
  return new Intl.NumberFormat(context.locale, style).format(whole / milliseconds[fitting]);
}
