import type { SettingDescriptions } from '../descriptions.ts';

export const uk: SettingDescriptions = {};
