import type { Caller } from '../access/caller.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { pageOf, type RowFields } from '../access/listed-rows.ts';
import type { Action } from '../access/permission.ts';
import { requireGlobalReach } from '../access/reach.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import type { SettingState, SettingStates, SettingValueStore } from './setting.ts';

/**
 * What can be done with the settings of the installation: seen by who reaches every organization, changed where nothing
 * stronger than the database gives them. A change holds on every node, without a restart.
 * @throws AccessDenied, RuleViolation
 */
export interface SettingAdministration {
  list(caller: Caller, query: ListQuery): Promise<ListPage<SettingState>>;
  /** By its name, in letters of any case. */
  get(caller: Caller, name: string): Promise<SettingState | null>;
  change(caller: Caller, name: string, value: unknown): Promise<SettingState | null>;
  /** Takes the stored value away, so that the default holds. */
  reset(caller: Caller, name: string): Promise<SettingState | null>;
}

export interface SettingAdministrationDependencies {
  readonly states: SettingStates;
  readonly settingValues: SettingValueStore;
  /** Called before and after a value is written, with the value, for what must know of it by then. */
  readonly onChange: (name: string, value: unknown) => Promise<void>;
}

const fields: RowFields<SettingState> = {
  name: ({ name }) => name,
  group: ({ group }) => group,
  source: ({ source }) => source.kind,
  editable: ({ readOnly }) => readOnly === null,
};

function requireReachForSettings(caller: Caller, action: Action): void {
  requireGlobalReach(caller, 'settings', action, 'The settings of the installation');
}

function requireEditable({ name, readOnly, source }: SettingState): void {
  if (readOnly === null) return;
  const message =
    readOnly === 'restart'
      ? `The setting ${name} holds until the next start. Change it in the configuration file or the environment.`
      : `The setting ${name} is given by ${source.place}, which wins over what is changed here.`;
  throw new RuleViolation([{ field: null, message }], true);
}

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

/** Makes what can be done with settings. */
export function createSettingAdministration(dependencies: SettingAdministrationDependencies): SettingAdministration {
  const { onChange, settingValues, states } = dependencies;

  function find(name: string): SettingState | null {
    return states.all().find((each) => each.name.toLowerCase() === name.toLowerCase()) ?? null;
  }

  /** Writes a value, or with undefined takes it away. */
  async function write(caller: Caller, { default: fallback, name }: SettingState, value: unknown): Promise<void> {
    const { actor, origin } = caller;
    const to = value === undefined ? fallback : value;
    await onChange(name, to);
    await settingValues.change(name, (stored) => {
      const from = stored === undefined ? fallback : stored;
      if (isSame(stored, value)) return null;
      const type = value === undefined ? 'setting.reset' : 'setting.changed';
      const subject = { kind: 'setting', id: name, name } as const;
      return { value, event: { type, organizationId: null, actor, subject, details: { from, to }, origin } };
    });
    await onChange(name, to);
  }

  return {
    async list(caller, query) {
      requireReachForSettings(caller, 'view');
      return pageOf(states.all(), fields, query);
    },

    async get(caller, name) {
      requireReachForSettings(caller, 'view');
      return find(name);
    },

    async change(caller, name, value) {
      requireReachForSettings(caller, 'edit');
      const setting = find(name);
      if (setting === null) return null;
      requireEditable(setting);
      const checked = states.check(setting.name, value);
      if ('problem' in checked) throw new RuleViolation([{ field: 'value', message: checked.problem }]);
      await write(caller, setting, checked.value);
      return find(name);
    },

    async reset(caller, name) {
      requireReachForSettings(caller, 'edit');
      const setting = find(name);
      if (setting === null) return null;
      requireEditable(setting);
      await write(caller, setting, undefined);
      return find(name);
    },
  };
}
