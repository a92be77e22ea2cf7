/** `npm run generate`: writes what is derived from the sources: example, schema and the references. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './prepare.mjs';

prepare();
const load = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
const { describeExample, describeReference, describeSchema } = await load('config/documents.js');
const { describeCommandLine } = await load('cli/reference.js');

mkdirSync(join(root, 'docs', 'reference'), { recursive: true });
for (const [path, content] of [
  ['config.example.yml', describeExample()],
  ['config.schema.json', describeSchema()],
  ['docs/reference/configuration.md', describeReference()],
  ['docs/reference/cli.md', describeCommandLine()],
]) {
  writeFileSync(join(root, path), content);
}
