import { z } from 'zod';
import type { FilterDeclaration } from './resource-type.ts';

/** Text that people type. How long and of what it may be is for the rules of the domain. */
export const text = z.string().max(1000);

/** An id of ours, whose letters may come in capitals (RFC 9562 §4). */
export const id = z.guid().toLowerCase();

/** A time as the API writes it, in UTC. */
export const time = z.iso.datetime();

/** Whether databases and clients can hold a time: it lies in the years 1 to 9999 of UTC. */
function isOfOurEra(time: string): boolean {
  const year = new Date(time).getUTCFullYear();
  return year >= 1 && year <= 9999;
}

/** A time as the API reads it: with any offset. */
export const anyTime = z.iso.datetime({ offset: true }).refine(isOfOurEra, 'This is a time of the years 1 to 9999.');

/** A time or, for its beginning in UTC, a day. */
export const timeOrDay = z.union([anyTime, z.iso.date().refine(isOfOurEra)]);

export const sideNames = ['backoffice', 'storefront'] as const;

/** When a resource came into being and when it was last edited. */
export const timestamps = {
  createdAt: { description: 'When it was created.', schema: time, example: '2026-01-31T09:30:00.000Z' },
  updatedAt: { description: 'When it was last changed.', schema: time, example: '2026-02-01T16:05:12.345Z' },
} as const;

/** Filters that every kind of row has. */
export const rowFilters = {
  id: { description: 'The id.', kind: 'id' },
  createdAt: { description: 'When it was created.', kind: 'time' },
  updatedAt: { description: 'When it was last changed.', kind: 'time' },
} as const satisfies Readonly<Record<string, FilterDeclaration>>;

interface Stamped {
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Shows when a row was created and last changed. */
export function showTimestamps({ createdAt, updatedAt }: Stamped) {
  return { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
