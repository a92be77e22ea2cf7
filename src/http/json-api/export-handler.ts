import { Readable } from 'node:stream';
import type { Caller } from '../../access/caller.ts';
import type { Batches, WholeList } from '../../access/list-query.ts';
import { requireReach } from '../../access/reach.ts';
import type { ApiHandler } from './api-call.ts';
import { type CsvValue, csvLine } from './csv.ts';
import { csvType } from './media-type.ts';
import { readWholeListQuery } from './query.ts';
import type { TypeInApi } from './resource-handlers.ts';
import type { ExportDeclaration } from './resource-type.ts';

type Cells = readonly CsvValue[];

/** Spreadsheets take a file for UTF-8 only where it says so. */
const byteOrderMark = '\uFEFF';

/** Declares an export: its columns, each with what it shows of a row, and where the rows come from. */
export function declareExport<Row>(
  columns: Readonly<Record<string, (row: Row) => CsvValue>>,
  read: (caller: Caller, query: WholeList) => Promise<Batches<Row>>,
): ExportDeclaration {
  const shown = Object.values(columns);
  return {
    columns: Object.keys(columns),
    async rows(caller, query) {
      const batches = await read(caller, query);
      return (async function* () {
        for await (const rows of batches) yield rows.map((row) => shown.map((show) => show(row)));
      })();
    },
  };
}

async function* textOf(
  columns: readonly string[],
  first: IteratorResult<readonly Cells[]>,
  batches: AsyncIterator<readonly Cells[]>,
): AsyncGenerator<string> {
  try {
    yield byteOrderMark + csvLine(columns);
    for (let next = first; !next.done; next = await batches.next()) yield next.value.map(csvLine).join('');
  } finally {
    await batches.return?.();
  }
}

/**
 * Makes the handler that sends a whole list as a CSV file, batch by batch as the client takes it. It answers once the
 * first batch is there, so that what is refused or fails until then is still answered as an error.
 */
export function exportHandler({ type }: TypeInApi, { columns, rows }: ExportDeclaration): ApiHandler {
  return async ({ caller, reply, request }) => {
    requireReach(caller, type.protects, 'view');
    const query = readWholeListQuery(request.url, type);
    const isHead = request.method === 'HEAD';
    const batches = isHead ? null : (await rows(caller, query))[Symbol.asyncIterator]();
    const first = await batches?.next();
    const day = new Date().toISOString().slice(0, 10);
    reply
      .type(`${csvType}; charset=utf-8; header=present`)
      .header('content-disposition', `attachment; filename="${type.type}-${day}.csv"`)
      .header('x-content-type-options', 'nosniff');
    if (batches === null || first === undefined) return reply.send();
    return reply.send(Readable.from(textOf(columns, first, batches)));
  };
}
