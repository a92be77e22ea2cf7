import type { SettingDescriptions } from '../descriptions.ts';

export const es: SettingDescriptions = {};
