import type { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import { commandLineCaller } from '../../directory/caller-resolution.ts';
import type { Services } from '../../services.ts';
import { CommandFailure } from '../failure.ts';

/** Something the command line does with the database: in this process, or in the server that has it open. */
export interface Operation {
  readonly input: z.ZodType;
  /** `caller` acts for the operating-system user, bound by no role. */
  run(services: Services, caller: (organizationId?: string) => Caller, input: never): Promise<unknown>;
}

/** Declares an operation with its input checked and typed. */
export function defineOperation<Input extends z.ZodType, Output>(
  input: Input,
  run: (services: Services, caller: (organizationId?: string) => Caller, input: z.output<Input>) => Promise<Output>,
) {
  return { input, run };
}

/** Makes callers for an operating-system user. */
export function callersFor(osUser: string): (organizationId?: string) => Caller {
  return (organizationId) => commandLineCaller(osUser, organizationId);
}

const first = { sort: [], page: { number: 1, size: 2 } } as const;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The organization of a name; the only one there is where none was named. @throws CommandFailure */
export async function findOrganization({ administrations }: Services, caller: Caller, name?: string): Promise<Named> {
  const filters = name === undefined ? [] : ([{ field: 'name', operator: 'equals', values: [name] }] as const);
  const { rows, total } = await administrations.organizations.list(caller, { ...first, filters });
  const [organization] = rows;
  if (organization !== undefined && total === 1) return organization;
  if (name !== undefined) throw new CommandFailure(`There is no organization named ${name}.`);
  throw new CommandFailure('Say which organization with --organization.');
}

/** The user with a user name or e-mail address. @throws CommandFailure */
export async function findUser({ administrations }: Services, caller: Caller, name: string) {
  for (const field of ['username', 'email']) {
    const filters = [{ field, operator: 'equals', values: [name] }] as const;
    const [user] = (await administrations.users.list(caller, { ...first, filters })).rows;
    if (user !== undefined) return user;
  }
  return null;
}

/** The role of a name that an organization may give on a side. @throws CommandFailure */
export async function findRole({ administrations }: Services, caller: Caller, name: string) {
  const filters = [{ field: 'name', operator: 'equals', values: [name] }] as const;
  const [role] = (await administrations.roles.list(caller, { ...first, filters })).rows;
  if (role === undefined) throw new CommandFailure(`There is no role named ${name}.`);
  return role;
}
