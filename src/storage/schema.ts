import type { Generated, Kysely, Transaction } from 'kysely';
import type { PersonRef, Side, SubjectKind } from '../access/subject.ts';
import type { ActivityCountTable, RefusalTable } from './activity-tables.ts';
import type { ClientSecretTable, ClientTable, ClientUsageTable, ResourceServerTable } from './client-tables.ts';
import type {
  CustomerTable,
  CustomerUserTable,
  MembershipTable,
  OrganizationTable,
  RoleTable,
  UserTable,
  VisitorTable,
} from './directory-tables.ts';
import type { Json } from './json-column.ts';
import type {
  JobTable,
  RateLimitTable,
  SettingTable,
  SettingValueTable,
  SetUpTokenTable,
} from './operations-tables.ts';
import type { SigningKeyTable } from './signing-key-table.ts';

export interface RefreshTokenFamilyTable {
  id: string;
  handle_hash: Uint8Array;
  client_row_id: string;
  subject_kind: SubjectKind;
  subject_id: string;
  side: Side;
  organization_id: string;
  resource: string;
  scope: string[];
  epoch: string;
  sequence: number;
  rotated_at: Date;
  idle_expires_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}

export interface AuthorizationRequestTable {
  hash: Uint8Array;
  client_row_id: string;
  redirect_uri: string;
  redirect_uri_sent: boolean;
  /** Percent-encoded: it can hold what no text column takes. */
  state: string | null;
  scope: string[] | null;
  resource: string;
  code_challenge: string | null;
  prompts: string[];
  max_age: number | null;
  login_hint: string | null;
  created_at: Date;
  expires_at: Date;
  consumed_at: Date | null;
}

export interface AuthorizationCodeTable {
  hash: Uint8Array;
  client_row_id: string;
  subject_kind: SubjectKind;
  subject_id: string;
  side: Side;
  organization_id: string;
  redirect_uri: string;
  redirect_uri_sent: boolean;
  code_challenge: string | null;
  resource: string;
  scope: string[];
  epoch: string;
  family_id: string;
  issued_at: Date;
  expires_at: Date;
  consumed_at: Date | null;
  failures: number;
  forget_at: Date;
}

export interface ConsentTable {
  id: Generated<string>;
  person_kind: PersonRef['kind'];
  person_id: string;
  client_row_id: string;
  organization_id: string;
  resource: string;
  scope: string[];
  granted_at: Date;
  updated_at: Date;
}

export interface SessionTable {
  id: string;
  hash: Uint8Array;
  person_kind: PersonRef['kind'];
  person_id: string;
  organization_id: string;
  epoch: number;
  address: string | null;
  user_agent: string | null;
  authenticated_at: Date;
  seen_at: Date;
  expires_at: Date;
}

export interface RevocationTable {
  id: string;
  expires_at: Date;
}

export interface AuditEventTable {
  id: Generated<number>;
  at: Date;
  type: string;
  organization_id: string | null;
  actor_kind: string;
  actor_id: string | null;
  subject_kind: string;
  subject_id: string;
  subject_name: string;
  /** The form under which the name is searched. */
  subject_key: string;
  details: Json<object>;
  address: string | null;
  request_id: string | null;
}

export interface ChangeTable {
  id: Generated<number>;
  /** The transaction that made the change; xid8, read as text. */
  xid: Generated<string>;
  kind: string;
  key: string;
  at: Generated<Date>;
}

/** Every table by its name. */
export interface Schema {
  organizations: OrganizationTable;
  roles: RoleTable;
  users: UserTable;
  memberships: MembershipTable;
  customers: CustomerTable;
  customer_users: CustomerUserTable;
  visitors: VisitorTable;
  clients: ClientTable;
  client_secrets: ClientSecretTable;
  client_usage: ClientUsageTable;
  refresh_token_families: RefreshTokenFamilyTable;
  authorization_requests: AuthorizationRequestTable;
  authorization_codes: AuthorizationCodeTable;
  consents: ConsentTable;
  sessions: SessionTable;
  revocations: RevocationTable;
  audit_events: AuditEventTable;
  changes: ChangeTable;
  resource_servers: ResourceServerTable;
  settings: SettingTable;
  setting_values: SettingValueTable;
  set_up_tokens: SetUpTokenTable;
  jobs: JobTable;
  rate_limits: RateLimitTable;
  signing_keys: SigningKeyTable;
  activity_counts: ActivityCountTable;
  refusals: RefusalTable;
}

/** The database, outside of a transaction. */
export type Database = Kysely<Schema>;

/** The database, inside a transaction. */
export type DatabaseTransaction = Transaction<Schema>;
