import { type SqlBool, sql } from 'kysely';

/** A hash as text: the drivers take lists of bytes in different forms, and text can be the key of a map. */
export function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}

/** Whether the hash in a column is one of some. */
export function isOneOf(column: string, hashes: readonly Uint8Array[]) {
  return sql<SqlBool>`${sql.ref(column)} = any(array(
    select decode(asked.hash, 'hex') from unnest(${hashes.map(hex)}::text[]) as asked (hash)))`;
}

/** What was found for each of some hashes, in their order; null where nothing was. */
export function inOrderOf<Row, Value>(
  hashes: readonly Uint8Array[],
  rows: readonly Row[],
  { hashOf, read }: { readonly hashOf: (row: Row) => Uint8Array; readonly read: (row: Row) => Value },
): readonly (Value | null)[] {
  const found = new Map(rows.map((row) => [hex(hashOf(row)), read(row)]));
  return hashes.map((hash) => found.get(hex(hash)) ?? null);
}
