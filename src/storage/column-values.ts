import pg from 'pg';

/** Reads the text form of one type of column. */
type Reader = (text: string) => unknown;

function readInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`the integer ${text} is beyond what a number can hold`);
  return value;
}

function readBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'));
}

const dateLength = '2026-01-31'.length;

/** PostgreSQL writes `2026-01-31 12:00:00.25+00`, with an offset that depends on the session's time zone. */
function readInstant(text: string): Date {
  const sign = text.charAt(text.length - 3);
  const minutes = sign === '+' || sign === '-' ? ':00' : '';
  return new Date(`${text.slice(0, dateLength)}T${text.slice(dateLength + 1)}${minutes}`);
}

/** The type OID of text[]. */
const texts: number = 1009;
const readArray = pg.types.getTypeParser(texts);
/** What only a list has that is more than names between commas: something quoted, a NULL, lists in it, or bounds. */
const unusual = /["\\]|NULL|^(?:[^{]|\{\{)/;

/** PostgreSQL writes `{a,b}`. Lists of names are on every way of a token, and the general parser looks at each letter. */
function readTexts(text: string): string[] {
  if (unusual.test(text)) return readArray(text);
  return text === '{}' ? [] : text.slice(1, -1).split(',');
}

const asText: Reader = (text) => text;

/**
 * How both drivers read the types they would read differently, by type OID: int8 and count as numbers, bytea as plain
 * bytes, jsonb as values, timestamptz as dates, and what has no exact counterpart (numeric, interval, date, timestamp)
 * as the text PostgreSQL writes. Arrays of uuid are read alike by both already.
 */
export const columnReaders: Readonly<Record<number, Reader>> = {
  17: readBytes,
  20: readInteger,
  114: JSON.parse,
  [texts]: readTexts,
  1082: asText,
  1114: asText,
  1184: readInstant,
  1186: asText,
  1700: asText,
  3802: JSON.parse,
};

/**
 * A value as both drivers take it. Half a surrogate pair becomes U+FFFD, which is what UTF-8 makes of it anyway: PGlite
 * would count its bytes wrongly and send a broken statement.
 */
export function toParameter(value: unknown): unknown {
  if (typeof value === 'string') return value.isWellFormed() ? value : value.toWellFormed();
  return Array.isArray(value) ? value.map(toParameter) : value;
}
