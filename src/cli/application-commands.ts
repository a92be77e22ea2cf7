import { type CommonOptions, formatTable, printResult } from './command-options.ts';
import type { OperationInput } from './operations/index.ts';
import { perform } from './perform.ts';

type NewApplication = OperationInput<'application create'>;

interface CreateOptions extends CommonOptions {
  readonly name: string;
  readonly grant: NewApplication['grants'];
  readonly owner?: string;
  readonly organization?: string;
  readonly side?: 'backoffice' | 'storefront';
  readonly redirectUri?: string[];
  readonly public?: boolean;
  readonly readOnly?: boolean;
}

/** `grantry application create`: an application, and its secret this once. */
export async function createApplication(options: CreateOptions): Promise<void> {
  const { grant, name, organization, owner, redirectUri, side } = options;
  const made = await perform(options, 'application create', {
    name,
    grants: grant,
    redirectUris: redirectUri ?? [],
    confidential: !options.public,
    readOnly: options.readOnly ?? false,
    ...(owner !== undefined && { owner }),
    ...(organization !== undefined && { organization }),
    ...(side !== undefined && { side }),
  });
  const secret =
    made.clientSecret === null
      ? ''
      : `\nClient secret  ${made.clientSecret}\nThe secret is shown only now. Keep it safe.`;
  printResult(options, made, `Client ID      ${made.clientId}${secret}`);
}

/** `grantry application list`: applications with what they may do and when they were last used. */
export async function listApplications(
  options: CommonOptions & { organization?: string; name?: string; page?: number },
) {
  const { name, organization } = options;
  const found = await perform(options, 'application list', {
    page: options.page ?? 1,
    ...(name !== undefined && { name }),
    ...(organization !== undefined && { organization }),
  });
  const rows = found.applications.map(({ active, clientId, grantTypes, lastUsedAt, name: title, side }) => [
    title,
    clientId,
    side,
    active ? 'active' : 'inactive',
    grantTypes.join(','),
    lastUsedAt ?? 'never used',
  ]);
  printResult(options, found, `${formatTable(rows)}\n${found.total} in all`.trimStart());
}

/** `grantry application deactivate`: shuts an application off at once. */
export async function deactivateApplication(clientId: string, options: CommonOptions): Promise<void> {
  const done = await perform(options, 'application deactivate', { clientId });
  printResult(options, done, `Deactivated ${done.name}. What it was issued has ended.`);
}
