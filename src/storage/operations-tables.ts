import type { Generated } from 'kysely';

export interface SettingTable {
  key: string;
  value: string;
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
  finished_at: Date | null;
}

export interface RateLimitTable {
  key: string;
  points: number;
  expire: number | null;
}
