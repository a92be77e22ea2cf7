import type { GridSearch } from '../grid/grid-search.ts';
import { loadPage } from '../grid/load-page.ts';
import type { Resource } from '../json-api.ts';

/** The numbers of one group. */
export interface Numbers {
  readonly issued: number;
  readonly refused: number;
  readonly called: number;
}

interface GroupAttributes extends Numbers {
  /** The beginning of a time, an id or a word; null where there is none. */
  readonly value: string | null;
  readonly label: string | null;
}

/** A group of numbers as the JSON:API shows it. */
export type Group = Resource<GroupAttributes>;

/** The numbers of one moment on the time line. */
export interface Moment extends Numbers {
  /** ISO 8601, in UTC. */
  readonly at: string;
}

type Unit = 'hour' | 'day' | 'month';

/** How far back one looks, in units. The present unit is the last of them. */
export const ranges = {
  '24h': { unit: 'hour', count: 24 },
  '7d': { unit: 'day', count: 7 },
  '30d': { unit: 'day', count: 30 },
  '12m': { unit: 'month', count: 12 },
} as const satisfies Readonly<Record<string, { readonly unit: Unit; readonly count: number }>>;

export type RangeName = keyof typeof ranges;
export const rangeNames = Object.keys(ranges) as RangeName[];

/** The range that the address asks for. */
export function rangeOf({ range }: GridSearch): RangeName {
  return rangeNames.find((each) => each === range) ?? '7d';
}

/** What the numbers can be broken down by. */
export const breakdowns = ['application', 'grant', 'outcome', 'organization', 'side'] as const;
export type Breakdown = (typeof breakdowns)[number];

/** The key of everything cached about numbers. */
export const statisticsKey = ['statistics'] as const;

/** The beginning of a unit of UTC, so many units before the present one. */
function beginning(unit: Unit, before: number, now: Date): Date {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  if (unit === 'month') return new Date(Date.UTC(year, month - before));
  if (unit === 'day') return new Date(Date.UTC(year, month, day - before));
  return new Date(Date.UTC(year, month, day, now.getUTCHours() - before));
}

/** Every moment of a range, the oldest first. */
export function momentsOf(range: RangeName, now: Date): string[] {
  const { count, unit } = ranges[range];
  return Array.from({ length: count }, (_, at) => beginning(unit, count - 1 - at, now).toISOString());
}

function filtersOf(range: RangeName, search: GridSearch) {
  return { 'filter[at][after]': momentsOf(range, new Date())[0], 'filter[application]': search.application };
}

const nothing: Numbers = { issued: 0, refused: 0, called: 0 };

/** The time line of a range, with the moments at which nothing happened. @throws ApiFailure */
export async function loadTimeLine(search: GridSearch): Promise<readonly Moment[]> {
  const range = rangeOf(search);
  const filters = { 'filter[by]': ranges[range].unit, ...filtersOf(range, search) };
  const { rows } = await loadPage<Group>('/statistics', { size: '100' }, filters);
  const known = new Map(rows.map(({ attributes }) => [attributes.value, attributes]));
  return momentsOf(range, new Date()).map((at) => {
    const { called, issued, refused } = known.get(at) ?? nothing;
    return { at, called, issued, refused };
  });
}

/** A page of the numbers of a range, broken down. @throws ApiFailure */
export function loadBreakdown(by: Breakdown, search: GridSearch) {
  const filters = { 'filter[by]': by, ...filtersOf(rangeOf(search), search) };
  return loadPage<Group>('/statistics', { sort: '-issued', ...search }, filters);
}

/** Adds up a time line. */
export function totalOf(moments: readonly Moment[]): Numbers {
  return moments.reduce(
    (sum, each) => ({
      issued: sum.issued + each.issued,
      refused: sum.refused + each.refused,
      called: sum.called + each.called,
    }),
    nothing,
  );
}
