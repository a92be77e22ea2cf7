import { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import type { PersonRef } from '../../access/subject.ts';
import type { ClientListing } from '../../oauth/client.ts';
import type { Services } from '../../services.ts';
import { CommandFailure } from '../failure.ts';
import { defineOperation, findOrganization, findUser } from './operation.ts';

const text = z.string().max(2000);

interface Owner {
  readonly ref: PersonRef;
  readonly organizationIds: readonly string[];
}

/** Finds a user by user name or e-mail, else a customer user by e-mail. */
async function findOwner(services: Services, caller: Caller, name: string): Promise<Owner> {
  const user = await findUser(services, caller, name);
  if (user !== null) {
    const organizationIds = user.memberships.map(({ organizationId }) => organizationId);
    return { ref: { kind: 'user', id: user.id }, organizationIds };
  }
  const filters = [{ field: 'email', operator: 'equals', values: [name] }] as const;
  const query = { filters, sort: [], page: { number: 1, size: 2 } };
  const { rows } = await services.administrations.customerUsers.list(caller, query);
  const [customerUser] = rows;
  if (customerUser === undefined) throw new CommandFailure(`There is nobody with the name or e-mail address ${name}.`);
  if (rows.length > 1) throw new CommandFailure(`Several customer users have the address ${name}; say --organization.`);
  return { ref: { kind: 'customer-user', id: customerUser.id }, organizationIds: [customerUser.organizationId] };
}

async function organizationFor(
  services: Services,
  caller: Caller,
  { name, owner }: { name?: string; owner: Owner | null },
) {
  const [only, ...others] = owner?.organizationIds ?? [];
  if (name === undefined && only !== undefined && others.length === 0) return only;
  return (await findOrganization(services, caller, name)).id;
}

/** Creates an application and tells its secret, this once. */
export const createApplication = defineOperation(
  z.strictObject({
    name: text,
    grants: z.array(z.enum(['client_credentials', 'password', 'authorization_code'])).min(1),
    owner: text.optional(),
    organization: text.optional(),
    side: z.enum(['backoffice', 'storefront']).optional(),
    redirectUris: z.array(text).default([]),
    confidential: z.boolean().default(true),
    readOnly: z.boolean().default(false),
  }),
  async (services, callerIn, input) => {
    const owner = input.owner === undefined ? null : await findOwner(services, callerIn(), input.owner);
    const named = { owner, ...(input.organization !== undefined && { name: input.organization }) };
    const organizationId = await organizationFor(services, callerIn(), named);
    const { client, secret } = await services.administrations.clients.create(callerIn(organizationId), {
      name: input.name,
      organizationId,
      owner: owner?.ref ?? null,
      grantTypes: input.grants,
      redirectUris: input.redirectUris,
      confidential: input.confidential,
      ...(input.side !== undefined && { side: input.side }),
      ...(input.readOnly && { access: { mode: 'read-only' } as const }),
    });
    return { id: client.id, name: client.name, side: client.side, clientId: client.clientId, clientSecret: secret };
  },
);

function summarise({ client, usage }: ClientListing) {
  const { active, clientId, grantTypes, name, side } = client;
  const lastUsed = [usage.lastTokenAt, usage.lastCallAt].map((at) => at?.getTime() ?? 0);
  const latest = Math.max(...lastUsed);
  return { name, clientId, side, active, grantTypes, lastUsedAt: latest === 0 ? null : new Date(latest).toISOString() };
}

/** Lists applications, a page of 100 at a time. */
export const listApplications = defineOperation(
  z.strictObject({ organization: text.optional(), name: text.optional(), page: z.int().min(1).default(1) }),
  async (services, callerIn, { name, organization, page }) => {
    const within = organization === undefined ? null : await findOrganization(services, callerIn(), organization);
    const filters = [
      ...(within === null ? [] : [{ field: 'organization', operator: 'equals', values: [within.id] } as const]),
      ...(name === undefined ? [] : [{ field: 'name', operator: 'contains', values: [name] } as const]),
    ];
    const query = { filters, sort: [{ field: 'name', descending: false }], page: { number: page, size: 100 } };
    const { rows, total } = await services.administrations.clients.list(callerIn(within?.id), query);
    return { total, applications: rows.map(summarise) };
  },
);

/** Deactivates the application with a client id and ends what it was issued. */
export const deactivateApplication = defineOperation(
  z.strictObject({ clientId: text }),
  async (services, callerIn, { clientId }) => {
    const client = await services.storage.clients.findByClientId(clientId);
    if (client === null) throw new CommandFailure(`There is no application with the client id ${clientId}.`);
    await services.administrations.clients.update(callerIn(client.organizationId), client.id, { active: false });
    return { clientId, name: client.name };
  },
);
