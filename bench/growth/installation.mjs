import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { measure } from '../processes.mjs';
import { freePort, makeStateDir, startGrantry } from '../servers/grantry.mjs';

/**
 * Makes an installation that outlives its server: a database and a state folder, with the demo data in them. Its
 * address stays, since refresh tokens are for it.
 * @param {object | null} databases where its database is made; the embedded one for null
 */
export async function makeInstallation(context, databases) {
  const { algorithm, connections, serverCore, tree } = context;
  const database = await databases?.create();
  const state = await makeStateDir();
  const places = { databaseUrl: database?.url, stateDir: state.path, port: await freePort() };
  const usual = { algorithm, connections, core: serverCore, tree, ...places };
  const first = await startGrantry({ ...usual, demo: true });
  await first.stop();
  const demo = JSON.parse(await readFile(join(state.path, 'demo.json'), 'utf8'));
  /** Starts its server for a work. @see startGrantry */
  const start = (work, others = {}) => startGrantry({ ...usual, demo: false, work, ...others });
  return {
    demo,
    start,
    databaseUrl: database?.url,
    /** The application of the demo that has a grant. */
    application: (grant) => demo.backoffice.applications.find((each) => each.grant === grant),
    /** Starts its server for a work, uses it and stops it, whatever happens. */
    async whileServing(work, use) {
      const server = await start(work);
      try {
        return await use(server);
      } finally {
        await server.stop();
      }
    },
    /** What its server hashes with, so that rows can be made that it takes for its own. */
    async cryptography() {
      const { createCryptography } = await load(tree, 'crypto/cryptography.js');
      return createCryptography(Buffer.from((await readFile(join(state.path, 'hash.key'), 'utf8')).trim(), 'hex'));
    },
    async remove() {
      await database?.drop();
      await state.remove();
    },
  };
}

/** Measures a work of an installation once, with a server that was just started. */
export function measureOnce(installation, work, { connections, loadCore, seconds }) {
  return installation.whileServing(work, (server) =>
    measure(server, { connections, core: loadCore, seconds, warmUp: 3 }),
  );
}

/** A module of the built product. */
export function load(tree, path) {
  return import(pathToFileURL(join(tree, 'dist', path)).href);
}
