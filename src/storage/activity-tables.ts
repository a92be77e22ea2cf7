import type { Generated } from 'kysely';
import type { Side } from '../access/subject.ts';
import type { OAuthErrorCode } from '../oauth/oauth-error.ts';
import type { RefusalEndpoint, ShownParameter } from '../oauth/refusal.ts';
import type { RefusalCause } from '../oauth/refusal-reason.ts';
import type { Json } from './json-column.ts';

/** How often something happened in an hour, a day and a month of UTC. */
export interface ActivityCountTable {
  period: 'hour' | 'day' | 'month';
  starts_at: Date;
  /** Null where no application was named that exists. */
  client_row_id: string | null;
  organization_id: string | null;
  side: Side | null;
  /** Empty where there was none. */
  grant_type: string;
  /** `issued`, `called`, or the code of a refusal. */
  outcome: string;
  amount: number;
}

/** The last refusals of each application; those that differ in nothing but their time are one row. */
export interface RefusalTable {
  id: Generated<string>;
  client_row_id: string | null;
  fingerprint: Uint8Array;
  endpoint: RefusalEndpoint;
  code: OAuthErrorCode;
  cause: RefusalCause;
  reason: string;
  reason_about_person: string | null;
  address: string | null;
  request_id: string | null;
  parameters: Json<readonly ShownParameter[]>;
  first_at: Date;
  last_at: Date;
  times: number;
}
