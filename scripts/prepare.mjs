/** Sets a checkout up: dependencies by the lock file and a build, each only when something changed. Plain Node. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);
const windows = process.platform === 'win32';

/** Stops with one clear line. */
function stop(message) {
  console.error(message);
  process.exit(1);
}

/** Runs a command and stops with its output when it fails. */
function run(command, args, what, env = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    shell: windows,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status === 0) return;
  stop(`${what} failed.\n${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    stop(`Grantry needs Node.js 20.19 or newer; this is ${process.version}.`);
  if (major === 20)
    console.error('Node.js 20 has reached its end of life; Grantry runs on it, but Node.js 24 is the better choice.');
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function hashOf(paths) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const path of paths) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

const readStamp = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

function install() {
  const stamp = at('node_modules', '.grantry-lock');
  const wanted = hashOf([at('package-lock.json')]);
  if (readStamp(stamp) === wanted) return;
  console.error('Installing dependencies …');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], 'npm ci');
  writeFileSync(stamp, wanted);
}

/** The compiler writes beside the last build and is then put in its place, so that an interrupted build is done again. */
function build() {
  const sources = hashOf([
    ...filesBelow(at('src')),
    ...filesBelow(at('web')),
    at('tsconfig.json'),
    at('scripts', 'bundle.mjs'),
    at('tsconfig.build.json'),
    at('tsconfig.web.json'),
    at('package-lock.json'),
  ]);
  const stamp = at('dist', '.built-from');
  if (readStamp(stamp) === sources) return;
  console.error('Building …');
  const draft = at('dist.draft');
  rmSync(draft, { recursive: true, force: true });
  const compiler = at('node_modules', '@typescript', 'native', 'bin', 'tsc');
  run(process.execPath, [compiler, '-p', at('tsconfig.build.json'), '--outDir', draft], 'The build');
  run(process.execPath, [at('scripts', 'bundle.mjs'), join(draft, 'program')], 'Bundling the server');
  keepTemplate(draft);
  buildWeb(draft);
  writeFileSync(join(draft, '.built-from'), sources);
  rmSync(at('dist'), { recursive: true, force: true });
  renameSync(draft, at('dist'));
}

/** The template of the embedded database takes seconds to make and changes only with the schema or the engine. */
function keepTemplate(draft) {
  const migrations = filesBelow(at('src', 'storage', 'migrations'));
  const engine = at('node_modules', '@electric-sql', 'pglite', 'package.json');
  const wanted = hashOf([...migrations, at('src', 'storage', 'template.ts'), engine]);
  const [template, stamp] = ['template.tgz', 'template.made-from'].map((name) => join('storage', name));
  mkdirSync(join(draft, 'storage'), { recursive: true });
  if (
    readStamp(at('dist', stamp)) === wanted &&
    existsSync(at('dist', template)) &&
    statSync(at('dist', template)).size > 0
  ) {
    cpSync(at('dist', template), join(draft, template));
  } else {
    const script = `import { buildTemplate } from './storage/template.js'; await buildTemplate(${JSON.stringify(join(draft, template))});`;
    const maker = join(draft, 'make-template.mjs');
    writeFileSync(maker, script);
    run(process.execPath, [maker], 'Making the template of the embedded database');
    rmSync(maker);
  }
  writeFileSync(join(draft, stamp), wanted);
}

/** The applications for browsers change seldom beside the server. */
function buildWeb(draft) {
  const wanted = hashOf([...filesBelow(at('web')), at('tsconfig.web.json'), at('package-lock.json')]);
  const stamp = join('web', '.built-from');
  if (readStamp(at('dist', stamp)) === wanted) {
    cpSync(at('dist', 'web'), join(draft, 'web'), { recursive: true });
    return;
  }
  const builder = at('node_modules', 'vite', 'bin', 'vite.js');
  const out = ['--config', at('web', 'vite.config.ts'), '--outDir', join(draft, 'web'), '--logLevel', 'warn'];
  // Whatever builds them, they are the ones for use: tests and tools run in an environment of their own.
  const production = { NODE_ENV: 'production' };
  run(process.execPath, [builder, 'build', ...out], 'The build of the applications for browsers', production);
  writeFileSync(join(draft, stamp), wanted);
}

/** Makes a checkout ready to run. */
export function prepare() {
  checkNode();
  install();
  build();
}
