const strings = /"(?:[^"\\]|\\.)*"(\s*:)?/gs;

function countNames(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countNames(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, item) => sum + 1 + countNames(item), 0);
}

/**
 * Tells whether any object of a JSON text names a member twice, which `JSON.parse` would silently settle by taking
 * the last. `value` is what `JSON.parse(text)` gave.
 */
export function hasRepeatedName(text: string, value: unknown): boolean {
  let written = 0;
  for (const match of text.matchAll(strings)) if (match[1] !== undefined) written += 1;
  return written !== countNames(value);
}
