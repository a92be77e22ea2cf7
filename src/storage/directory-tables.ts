import type { Generated } from 'kysely';
import type { Permissions } from '../access/permission.ts';
import type { Side } from '../access/subject.ts';
import type { Json } from './json-column.ts';

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
