import type { Generated, GeneratedAlways } from 'kysely';
import type { Side } from '../access/subject.ts';
import type { ClientAccess, ClientApi, RegisteredGrantType } from '../oauth/client.ts';
import type { ScopeDescription } from '../oauth/resource-server.ts';
import type { Json } from './json-column.ts';

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
  token_reuse: Generated<boolean>;
  guests_allowed: boolean;
  active: boolean;
  access: Json<ClientAccess>;
  apis: Json<readonly ClientApi[]>;
  cors_origins: string[];
  epoch: number;
  created_by_kind: 'user' | 'customer-user' | null;
  created_by_id: string | null;
  updated_by_kind: Generated<'user' | 'customer-user' | null>;
  updated_by_id: Generated<string | null>;
  /** Kept by triggers: the comparison key of the name that is shown for its owner. */
  owner_name_key: GeneratedAlways<string | null>;
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
  created_by_kind: 'user' | 'customer-user' | null;
  created_by_id: string | null;
  /** For how many days before its expiry people were told of it, the last time. */
  warned_days: Generated<number | null>;
  /** When it was first shown after its expiry. */
  expired_use_at: Generated<Date | null>;
}

export interface ClientNetworkTable {
  client_row_id: string;
  network: string;
  first_seen_at: Date;
  last_seen_at: Date;
}

/** A row per application that is not deleted; triggers make and delete it. */
export interface ClientUsageTable {
  client_row_id: string;
  organization_id: string;
  last_token_at: Date | null;
  last_call_at: Date | null;
  last_used_at: GeneratedAlways<Date | null>;
}

export interface ResourceServerTable {
  id: string;
  identifier: string;
  name: string;
  name_key: string;
  side: Side;
  scopes: Json<readonly ScopeDescription[]>;
  configured: boolean;
  secret_hash: Uint8Array | null;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}
