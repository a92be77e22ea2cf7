import type { SettingDescriptions } from '../descriptions.ts';

export const fr: SettingDescriptions = {};
