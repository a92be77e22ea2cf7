const strings = /"(?:[^"\\]|\\.)*"(\s*:)?/gs;

function countNames(value: unknown): number {
  let names = 0;
  const pending = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== 'object' || next === null) continue;
    const members = Object.values(next);
    if (!Array.isArray(next)) names += members.length;
    for (const member of members) pending.push(member);
  }
  return names;
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
