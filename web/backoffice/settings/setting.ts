import { callApi, type Resource } from '../../shared/json-api.ts';

export type SettingValue = string | number | boolean | readonly string[] | null;

/** A setting as the API shows it. */
export interface SettingAttributes {
  /** `tokens.accessTokenLifetime` */
  readonly name: string;
  readonly group: string;
  /** In English. */
  readonly description: string;
  readonly kind: 'text' | 'number' | 'on-off' | 'choice' | 'list';
  readonly choices: readonly string[];
  readonly unit: 'seconds' | 'hours' | 'days' | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly value: SettingValue;
  readonly default: SettingValue;
  readonly secret: boolean;
  readonly isSet: boolean;
  readonly source: 'default' | 'database' | 'file' | 'environment' | 'flag';
  readonly place: string | null;
  readonly readOnly: 'restart' | 'set-at-start' | null;
}

export type Setting = Resource<SettingAttributes>;

export const settingsKey = ['settings'] as const;
const path = '/settings';

/** All settings, or those of a group. @throws ApiFailure */
export async function listSettings(group?: string): Promise<readonly Setting[]> {
  const filter = group === undefined ? '' : `&filter[group]=${group}`;
  return (await callApi<readonly Setting[]>(`${path}?page[size]=100${filter}`)).document.data;
}

/** Gives a setting a value. @throws ApiFailure */
export async function changeSetting(id: string, value: SettingValue): Promise<void> {
  await callApi(`${path}/${id}`, { method: 'PATCH', body: { data: { type: 'settings', id, attributes: { value } } } });
}

/** Goes back to the default of a setting. @throws ApiFailure */
export async function resetSetting(id: string): Promise<void> {
  await callApi(`${path}/${id}/reset`, { method: 'POST' });
}
