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
  readonly changedAt: string | null;
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

/** A setting as it is now, with the validator of that. */
export interface CurrentSetting {
  readonly setting: Setting;
  readonly entityTag: string | null;
}

/** A setting as it is now. @throws ApiFailure */
export async function getSetting(id: string): Promise<CurrentSetting> {
  const { document, entityTag } = await callApi<Setting>(`${path}/${id}`);
  return { setting: document.data, entityTag };
}

/** Gives a setting a value, unless somebody else has changed it since. @throws ApiFailure */
export async function changeSetting(
  { entityTag, setting: { id } }: CurrentSetting,
  value: SettingValue,
): Promise<void> {
  const body = { data: { type: 'settings', id, attributes: { value } } };
  await callApi(`${path}/${id}`, { method: 'PATCH', body, ifMatch: entityTag });
}

/** Goes back to the default of a setting. @throws ApiFailure */
export async function resetSetting(id: string): Promise<void> {
  await callApi(`${path}/${id}/reset`, { method: 'POST' });
}
