/**
 * Puts the modules of the server, and those of its dependencies, into a few files that start several times as fast and
 * need less memory. They go into a folder of their own beside the modules: `node scripts/bundle.mjs FOLDER`.
 */
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './prepare.mjs';

/** These look for files beside their own: compiled code, a database, pages. */
const unbundled = ['@electric-sql/pglite', '@node-rs/argon2', 'pg-native', 'swagger-ui-dist'];

const bundle = await rolldown({
  cwd: root,
  input: join(root, 'src', 'cli', 'main.ts'),
  platform: 'node',
  transform: { target: 'node20.19' },
  external: (id) => unbundled.some((name) => id === name || id.startsWith(`${name}/`)),
});
await bundle.write({
  dir: process.argv[2],
  format: 'esm',
  sourcemap: true,
  // Names stay, so that what is logged of a failure can be read.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
});
await bundle.close();
