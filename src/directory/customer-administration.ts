import type { Caller } from '../access/caller.ts';
import { createInputCheck, isId } from '../access/input-check.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { AccessDenied, reachesOrganization, requireReach } from '../access/reach.ts';
import type { Cryptography } from '../oauth/cryptography.ts';
import type { Customer, CustomerChanges, CustomerStore } from './customer.ts';
import type { OrganizationStore } from './organization.ts';

export interface NewCustomer {
  readonly name: string;
  /** The caller's own, unless said; another needs a global reach. */
  readonly organizationId?: string;
  /** Yes, unless said. */
  readonly enabled?: boolean;
}

/**
 * What can be done with customers. Every operation checks the caller first.
 * @throws AccessDenied, RuleViolation
 */
export interface CustomerAdministration {
  list(caller: Caller, query: ListQuery): Promise<ListPage<Customer>>;
  /** Null where the caller's reach holds none of that id. */
  get(caller: Caller, id: string): Promise<Customer | null>;
  create(caller: Caller, input: NewCustomer): Promise<Customer>;
  update(caller: Caller, id: string, changes: CustomerChanges): Promise<Customer | null>;
  /** Refused while the customer has customer users. */
  delete(caller: Caller, id: string): Promise<boolean>;
}

export interface CustomerAdministrationDependencies {
  readonly customers: CustomerStore;
  readonly organizations: OrganizationStore;
  readonly cryptography: Cryptography;
  readonly clock: () => Date;
}

async function create(
  { customers, organizations, cryptography, clock }: CustomerAdministrationDependencies,
  caller: Caller,
  input: NewCustomer,
): Promise<Customer> {
  const reach = requireReach(caller, 'customers', 'create');
  if (reach.level === 'own' || reach.level === 'customer') {
    throw new AccessDenied('Your role does not allow to create customers here.', null);
  }
  const check = createInputCheck();
  const name = check.line('name', input.name, 'A name');
  const organizationId = input.organizationId ?? caller.organization.id;
  const inReach = isId(organizationId) && reachesOrganization(reach, organizationId);
  if (!inReach || (await organizations.findById(organizationId)) === null) {
    check.refuse('organization', 'You may create customers only in an organization that you reach.');
  }
  check.finish();
  const now = clock();
  const customer: Customer = {
    id: cryptography.randomId(),
    organizationId,
    name,
    enabled: input.enabled ?? true,
    createdAt: now,
    updatedAt: now,
  };
  await customers.insert(customer, {
    type: 'customer.created',
    organizationId,
    actor: caller.actor,
    subject: { kind: 'customer', id: customer.id, name },
    details: {},
    origin: caller.origin,
  });
  return customer;
}

async function update(
  { customers }: CustomerAdministrationDependencies,
  caller: Caller,
  { id, changes }: { readonly id: string; readonly changes: CustomerChanges },
): Promise<Customer | null> {
  const reach = requireReach(caller, 'customers', 'edit');
  const current = isId(id) ? await customers.get(reach, id) : null;
  if (current === null) return null;
  const check = createInputCheck();
  const name = changes.name === undefined ? current.name : check.line('name', changes.name, 'A name');
  check.finish();
  const different: CustomerChanges = {
    ...(name !== current.name && { name }),
    ...(changes.enabled !== undefined && changes.enabled !== current.enabled && { enabled: changes.enabled }),
  };
  const fields = Object.keys(different);
  if (fields.length === 0) return current;
  return customers.update(reach, id, different, {
    type: 'customer.edited',
    organizationId: current.organizationId,
    actor: caller.actor,
    subject: { kind: 'customer', id, name },
    details: { fields },
    origin: caller.origin,
  });
}

async function remove({ customers }: CustomerAdministrationDependencies, caller: Caller, id: string): Promise<boolean> {
  const reach = requireReach(caller, 'customers', 'delete');
  const current = isId(id) ? await customers.get(reach, id) : null;
  if (current === null) return false;
  return customers.delete(reach, id, {
    type: 'customer.deleted',
    organizationId: current.organizationId,
    actor: caller.actor,
    subject: { kind: 'customer', id, name: current.name },
    details: {},
    origin: caller.origin,
  });
}

/** Makes the operations on customers that the JSON:API, the pages and the command line share. */
export function createCustomerAdministration(dependencies: CustomerAdministrationDependencies): CustomerAdministration {
  const { customers } = dependencies;
  return {
    list: async (caller, query) => customers.list(requireReach(caller, 'customers', 'view'), query),
    async get(caller, id) {
      const reach = requireReach(caller, 'customers', 'view');
      return isId(id) ? customers.get(reach, id) : null;
    },
    create: (caller, input) => create(dependencies, caller, input),
    update: (caller, id, changes) => update(dependencies, caller, { id, changes }),
    delete: (caller, id) => remove(dependencies, caller, id),
  };
}
