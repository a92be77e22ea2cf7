import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/prepare.mjs';
import { median } from './report.mjs';

/** How much slower this tree may be than the other one. */
const bearable = 0.9;
const usualWorks = ['client-credentials', 'refresh', 'introspection', 'api-call'];

function git(...args) {
  const { status, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.trim());
}

/** Checks a revision out and builds it; gives where, and what removes it. */
function buildRevision(revision) {
  const tree = mkdtempSync(join(tmpdir(), 'grantry-check-'));
  git('worktree', 'add', '--force', '--detach', tree, revision);
  const remove = () => {
    git('worktree', 'remove', '--force', tree);
    rmSync(tree, { recursive: true, force: true });
  };
  console.error(`Building ${revision} …`);
  const { status } = spawnSync(process.execPath, [join(tree, 'scripts', 'build.mjs')], { cwd: tree, stdio: 'inherit' });
  if (status === 0) return { tree, remove };
  remove();
  throw new Error(`${revision} does not build.`);
}

/** The figure below which three quarters of some figures lie. */
function upperQuartile(figures) {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.75))];
}

/**
 * Measures this tree and a revision of it in turn. Gives the exit code: 1 where this tree is slower by more than a tenth
 * in at least three rounds of four, which noise is not.
 */
export async function checkAgainst(revision, { algorithm, measureOnce, rounds, works = usualWorks }) {
  const other = buildRevision(revision);
  let code = 0;
  try {
    for (const work of works) {
      const ratios = [];
      for (let round = 0; round < rounds; round += 1) {
        const before = await measureOnce('grantry', { algorithm, work, tree: other.tree });
        const now = await measureOnce('grantry', { algorithm, work });
        ratios.push(now.perSecond / before.perSecond);
      }
      const isSlower = upperQuartile(ratios) < bearable;
      if (isSlower) code = 1;
      const each = ratios.map((ratio) => ratio.toFixed(2)).join(' ');
      console.log(`${work}: ${median(ratios).toFixed(2)} × ${revision} (${each})${isSlower ? ' – slower' : ''}`);
    }
  } finally {
    other.remove();
  }
  return code;
}
