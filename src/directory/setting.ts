import type { AuditEvent } from '../audit/audit-event.ts';

/** A value that administrators gave a setting. */
export interface StoredSetting {
  readonly name: string;
  readonly value: unknown;
  readonly changedAt: Date;
}

/** What is to be written: a value, or none where the setting goes back to its default. */
export interface SettingDecision {
  readonly value: unknown;
  readonly event: AuditEvent;
}

/** The values that administrators gave settings. Each node holds a copy of all of them. */
export interface SettingValueStore {
  /** As the database has them. */
  all(): Promise<readonly StoredSetting[]>;
  /** The copy of this node, at most a second old. The same array as before unless something changed. */
  copy(): readonly StoredSetting[];
  /**
   * Reads the value of a setting (undefined for none), decides and writes, one change at a time; an undefined value
   * takes the stored one away. Null writes nothing. It then holds on this node.
   */
  change(name: string, decide: (stored: unknown) => SettingDecision | null): Promise<void>;
}

/** Why a setting cannot be changed here: it holds until the next start, or something stronger gives it. */
export type ReadOnlyReason = 'restart' | 'set-at-start';

/** A setting as this node has it. */
export interface SettingState {
  /** `tokens.accessTokenLifetime` */
  readonly name: string;
  readonly group: string;
  readonly description: string;
  readonly kind: 'text' | 'number' | 'on-off' | 'choice' | 'list';
  readonly choices: readonly string[];
  readonly unit: 'seconds' | 'hours' | 'days' | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Undefined where it has none. Never that of a secret. */
  readonly value: unknown;
  readonly default: unknown;
  /** Its value is never shown; `isSet` tells whether there is one. */
  readonly secret: boolean;
  readonly isSet: boolean;
  readonly source: { readonly kind: 'default' | 'database' | 'file' | 'environment' | 'flag'; readonly place: string };
  /** When the value that holds was written to the database; null where it comes from elsewhere. */
  readonly changedAt: Date | null;
  /** Null where it can be changed while the server runs. */
  readonly readOnly: ReadOnlyReason | null;
}

/** The settings of this node. */
export interface SettingStates {
  all(): readonly SettingState[];
  /** Checks a value as one from the configuration file is checked; gives it or says what is wrong with it. */
  check(name: string, value: unknown): { readonly value: unknown } | { readonly problem: string };
}
