import { type Migration, sql } from 'kysely';

/** Which applications are answered the same access token again while it is fresh. */
export const tokenReuse: Migration = {
  async up(database) {
    await sql`alter table clients add column token_reuse boolean not null default false`.execute(database);
  },
};
