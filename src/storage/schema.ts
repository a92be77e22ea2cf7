import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { Permissions } from '../access/permission.ts';
import type { PersonRef, Side, SubjectKind } from '../access/subject.ts';
import type { ClientAccess, RegisteredGrantType } from '../oauth/client.ts';
import type { JobTable, RateLimitTable, SettingTable, SetUpTokenTable } from './operations-tables.ts';
import type { SigningKeyTable } from './signing-key-table.ts';

/** A jsonb column: read as a value, written as JSON text. */
type Json<T> = ColumnType<T, string, string>;

interface PersonColumns {
  id: string;
  email: string;
  email_key: string;
  first_name: string;
  first_name_key: string;
  last_name: string;
  last_name_key: string;
  locale: string;
  enabled: boolean;
  epoch: Generated<number>;
  password_hash: string | null;
  locked_until: Date | null;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export interface OrganizationTable {
  id: string;
  name: string;
  name_key: string;
  global: boolean;
  enabled: boolean;
  epoch: number;
  created_at: Date;
  updated_at: Date;
}

export interface RoleTable {
  id: string;
  name: string;
  name_key: string;
  side: Side;
  organization_id: string | null;
  built_in: boolean;
  permissions: Json<Permissions>;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export interface UserTable extends PersonColumns {
  username: string;
  username_key: string;
}

export interface MembershipTable {
  user_id: string;
  organization_id: string;
  role_id: string;
}

export interface CustomerTable {
  id: string;
  organization_id: string;
  name: string;
  name_key: string;
  enabled: boolean;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export interface CustomerUserTable extends PersonColumns {
  organization_id: string;
  customer_id: string;
  role_id: string;
}

export interface VisitorTable {
  id: string;
  organization_id: string;
  first_seen_at: Date;
  last_seen_at: Date;
  /** The customer user that the visitor turned out to be. */
  became_id: Generated<string | null>;
}

export interface ClientTable {
  id: string;
  client_id: string;
  name: string;
  name_key: string;
  side: Side;
  organization_id: string;
  owner_user_id: string | null;
  owner_customer_user_id: string | null;
  grant_types: RegisteredGrantType[];
  redirect_uris: string[];
  confidential: boolean;
  skip_consent: boolean;
  pkce_required: Generated<boolean>;
  guests_allowed: boolean;
  active: boolean;
  access: Json<ClientAccess>;
  epoch: number;
  created_by_kind: 'user' | 'customer-user' | null;
  created_by_id: string | null;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export interface ClientSecretTable {
  id: string;
  client_row_id: string;
  name: string;
  hash: Uint8Array;
  created_at: Date;
  expires_at: Date | null;
  retired_at: Date | null;
  last_used_at: Date | null;
  last_used_address: string | null;
}

export interface ClientUsageTable {
  client_row_id: string;
  last_token_at: Date | null;
  last_call_at: Date | null;
}

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
  settings: SettingTable;
  set_up_tokens: SetUpTokenTable;
  jobs: JobTable;
  rate_limits: RateLimitTable;
  signing_keys: SigningKeyTable;
}

/** The database, outside of a transaction. */
export type Database = Kysely<Schema>;

/** The database, inside a transaction. */
export type DatabaseTransaction = Transaction<Schema>;
