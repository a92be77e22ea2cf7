import { z } from 'zod';
import { CommandFailure } from '../failure.ts';
import { defineOperation, findOrganization, findRole, findUser } from './operation.ts';

const text = z.string().max(1000);

/** Creates a user with a role in an organization. */
export const createUser = defineOperation(
  z.strictObject({
    username: text,
    email: text,
    firstName: text.optional(),
    lastName: text.optional(),
    role: text,
    organization: text.optional(),
    password: text,
  }),
  async (services, callerIn, { organization, role, ...person }) => {
    const { id: organizationId, name } = await findOrganization(services, callerIn(), organization);
    const caller = callerIn(organizationId);
    const { id: roleId } = await findRole(services, caller, role);
    const { firstName, lastName, ...account } = person;
    const names = { ...(firstName !== undefined && { firstName }), ...(lastName !== undefined && { lastName }) };
    const memberships = [{ organizationId, roleId }];
    const user = await services.administrations.users.create(caller, { ...account, ...names, memberships });
    return { id: user.id, username: user.username, email: user.email, role, organization: name };
  },
);

/** Sets a user's password and ends everything that was issued to them. */
export const resetPassword = defineOperation(
  z.strictObject({ user: text, password: text }),
  async (services, callerIn, { password, user: name }) => {
    const user = await findUser(services, callerIn(), name);
    if (user === null) throw new CommandFailure(`There is no user with the name or e-mail address ${name}.`);
    const organizationId = user.memberships[0]?.organizationId;
    await services.administrations.users.resetPassword(callerIn(organizationId), user.id, password);
    return { id: user.id, username: user.username };
  },
);
