import { z } from 'zod';
import { findSetting } from '../../config/settings.ts';
import { CommandFailure } from '../failure.ts';
import { defineOperation } from './operation.ts';

const name = z.string().max(200);

function requireSetting(path: string): string {
  const setting = findSetting(path);
  if (setting !== null) return setting.path;
  throw new CommandFailure(`There is no setting ${path}. See: grantry config print`);
}

/** The values of settings that the database holds. */
export const storedSettings = defineOperation(z.strictObject({}), async ({ storage }) => ({
  settings: (await storage.settingValues.all()).map(({ name: setting, value }) => ({ name: setting, value })),
}));

/** Gives a setting a value that holds on every node at once. */
export const changeSetting = defineOperation(
  z.strictObject({ name, value: z.unknown() }),
  async ({ administrations }, callerIn, input) => {
    const setting = requireSetting(input.name);
    const state = await administrations.settings.change(callerIn(), setting, input.value);
    return { setting, value: state?.value ?? null, source: state?.source.place ?? 'default' };
  },
);

/** Takes the value away that the database holds for a setting. */
export const resetSetting = defineOperation(z.strictObject({ name }), async ({ administrations }, callerIn, input) => {
  const setting = requireSetting(input.name);
  const state = await administrations.settings.reset(callerIn(), setting);
  return { setting, value: state?.value ?? null, source: state?.source.place ?? 'default' };
});
