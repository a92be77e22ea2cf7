import type { Generated } from 'kysely';
import type { Json } from './json-column.ts';

export interface SettingTable {
  key: string;
  value: string;
}

/** What administrators changed, by the name of the setting. */
export interface SettingValueTable {
  name: string;
  value: Json<unknown>;
  changed_at: Date;
}

export interface SetUpTokenTable {
  hash: Uint8Array;
  expires_at: Date;
  consumed_at: Date | null;
}

export interface JobTable {
  name: string;
  next_at: Date;
  /** Until when a node may work on it; null where none does. */
  leased_until: Date | null;
  lease: string | null;
  failures: Generated<number>;
  last_error: string | null;
  /** When it last came to a good end. */
  finished_at: Date | null;
  /** The node that works on it or did last, when that run began, and when it ended, well or not. */
  node: string | null;
  started_at: Date | null;
  ended_at: Date | null;
}

export interface RateLimitTable {
  key: string;
  points: number;
  expire: number | null;
}
