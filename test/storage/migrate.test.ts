import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { builtInRoles } from '../../src/directory/role.ts';
import { allMigrations } from '../../src/storage/migrations/all-migrations.ts';
import { everywhere } from './builders.ts';
import { describeStorage } from './databases.ts';

describeStorage('migrations', (opened) => {
  it('change nothing the second time', async () => {
    const { database, storage } = opened();
    const read = () => sql`select name, timestamp from kysely_migration order by name`.execute(database);
    const { rows } = await read();
    const role = await storage.roles.get(everywhere, builtInRoles.member.id);
    await storage.migrate();
    expect((await read()).rows).toEqual(rows);
    expect(await storage.roles.get(everywhere, builtInRoles.member.id)).toEqual(role);
  });

  it('bring the built-in roles to what they are in this version', async () => {
    const { database, storage } = opened();
    await sql`update roles set permissions = '{}', name = 'Old' where built_in`.execute(database);
    await storage.migrate();
    const role = await storage.roles.get(everywhere, builtInRoles.member.id);
    expect(role).toMatchObject({ name: builtInRoles.member.name, permissions: builtInRoles.member.permissions });
  });

  it('leave a database of a newer version alone and say so', async () => {
    const { database, storage } = opened();
    await sql`insert into kysely_migration values ('9999-later', 'x')`.execute(database);
    await expect(storage.migrate()).rejects.toThrow('newer version (9999-later)');
    expect(await storage.status()).toEqual({ database: true, migrations: true });
    await sql`delete from kysely_migration where name = '9999-later'`.execute(database);
    await storage.migrate();
  });

  it('are missing where one has not been applied', async () => {
    const { database, storage } = opened();
    const newest = Object.keys(allMigrations).sort().at(-1);
    await sql`delete from kysely_migration where name = ${newest}`.execute(database);
    expect(await storage.status()).toEqual({ database: true, migrations: false });
    await expect(storage.migrate()).rejects.toThrow('already exists');
    await sql`insert into kysely_migration values (${newest}, 'x')`.execute(database);
    await storage.migrate();
  });
});
