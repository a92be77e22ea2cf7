import type { SettingDescriptions } from '../descriptions.ts';

export const de: SettingDescriptions = {};
