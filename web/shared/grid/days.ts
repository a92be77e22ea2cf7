const isDay = (text: string | undefined): text is string =>
  text !== undefined && !Number.isNaN(Date.parse(`${text}T00:00:00`));

/** The day after a day such as `2026-01-31`, so that a range of days holds its last one. */
function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00`);
  next.setDate(next.getDate() + 1);
  return next.toISOString();
}

/** The moment before a day begins where the browser is: times of the API are after or before one, never at it. */
function beginOf(day: string): string {
  return new Date(new Date(`${day}T00:00:00`).getTime() - 1).toISOString();
}

/** The filters of the API for a time that lies within days such as `2026-01-31`, both included. */
export function withinDays(time: string, from: string | undefined, until: string | undefined) {
  return {
    [`filter[${time}][after]`]: isDay(from) ? beginOf(from) : undefined,
    [`filter[${time}][before]`]: isDay(until) ? dayAfter(until) : undefined,
  };
}
