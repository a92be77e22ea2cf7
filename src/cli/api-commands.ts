import { type CommonOptions, formatTable, printResult } from './command-options.ts';
import { CommandFailure } from './failure.ts';
import { perform } from './perform.ts';

interface CreateOptions extends CommonOptions {
  readonly identifier: string;
  readonly name: string;
  readonly side: 'backoffice' | 'storefront';
  /** Each `name=sentence`. */
  readonly scope?: readonly string[];
}

function readScope(text: string) {
  const equals = text.indexOf('=');
  if (equals < 1) throw new CommandFailure(`Write a scope with its sentence: --scope "orders:read=See the orders."`);
  return { scope: text.slice(0, equals), sentence: text.slice(equals + 1) };
}

/** `grantry api create`: a registered API, and its secret this once. */
export async function createApi(options: CreateOptions): Promise<void> {
  const { identifier, name, scope = [], side } = options;
  const made = await perform(options, 'api create', { identifier, name, side, scopes: scope.map(readScope) });
  const secret = `API secret  ${made.secret}\nThe secret is shown only now. Keep it safe.`;
  printResult(options, made, `API id      ${made.id}\n${secret}`);
}

/** `grantry api list`: registered APIs with their scopes. */
export async function listApis(options: CommonOptions & { page?: number }): Promise<void> {
  const found = await perform(options, 'api list', { page: options.page ?? 1 });
  const rows = found.apis.map(({ configured, id, identifier, name, scopes, side }) => [
    name,
    identifier,
    id,
    side,
    configured ? 'configured' : 'registered',
    scopes.join(' '),
  ]);
  printResult(options, found, `${formatTable(rows)}\n${found.total} in all`.trimStart());
}
