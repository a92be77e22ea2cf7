import { z } from 'zod';
import { CommandFailure } from '../failure.ts';
import { defineOperation } from './operation.ts';

/** Brings the schema up to date; opening the database has done so already. */
export const migrate = defineOperation(z.strictObject({}), async ({ storage }) => storage.status());

/** Makes the first administrator of an installation that has none. */
export const createFirstAdministrator = defineOperation(
  z.strictObject({ organization: z.string(), username: z.string(), email: z.string(), password: z.string() }),
  async ({ setUp }, _caller, input) => {
    if (!(await setUp.isNeeded())) throw new CommandFailure('There are users already. Use: grantry user create');
    await setUp.create(input);
    return { username: input.username, organization: input.organization };
  },
);
