/** `npm test`: sets the checkout up, checks types and style, runs the tests, and ends with `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();

const scratch = mkdtempSync(join(tmpdir(), 'grantry-test-run-'));
const report = join(scratch, 'report.json');
const tool = (...parts) => join(root, 'node_modules', ...parts);

function run(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

/** What is checked beside the tests, each counted as one. */
const checks = [
  ['types', [tool('@typescript', 'native', 'bin', 'tsc'), '-p', 'tsconfig.json', '--noEmit']],
  [
    'types of the applications for browsers',
    [tool('@typescript', 'native', 'bin', 'tsc'), '-p', 'tsconfig.web.json', '--noEmit'],
  ],
  ['style', [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.']],
  ['unused files, exports and dependencies', [tool('knip', 'bin', 'knip.js')]],
];

let passed = 0;
let failed = 0;
const wanted = process.argv.slice(2);
for (const [name, args] of wanted.length > 0 ? [] : checks) {
  console.log(`Checking ${name} …`);
  if (run(args)) passed += 1;
  else failed += 1;
}

const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
run([tool('vitest', 'vitest.mjs'), 'run', ...reporters, ...wanted]);
try {
  const { numPassedTests, numFailedTests, numFailedTestSuites, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  passed += numPassedTests;
  failed += numFailedTests + (numFailedTests === 0 ? numFailedTestSuites : brokenFiles);
} catch {
  console.log('The tests did not run to their end.');
  failed += 1;
}
rmSync(scratch, { recursive: true, force: true });

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
