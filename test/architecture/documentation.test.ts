import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { screenshots } from '../../scripts/screenshot-list.mjs';

const root = new URL('../..', import.meta.url).pathname;
const documents = ['README.md', ...below('docs'), ...below('examples')].filter((name) => name.endsWith('.md'));

function below(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}

/** What a document points to in this repository, without the place inside it. */
function targetsOf(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8').replace(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.split('#', 1)[0] ?? '')
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(document), target));
}

describe('the documentation', () => {
  it('points to nothing that is not there', () => {
    const broken = documents.flatMap((document) =>
      targetsOf(document)
        .filter((target) => !existsSync(join(root, target)))
        .map((target) => `${document}: ${target}`),
    );
    expect(documents.length).toBeGreaterThan(20);
    expect(broken).toEqual([]);
  });

  it('shows every picture that the command makes, and no other, none of them large', () => {
    const images = readdirSync(join(root, 'docs', 'images'));
    expect(images.sort()).toEqual(screenshots.map(({ name }) => `${name}.png`).sort());
    const shown = new Set(documents.flatMap(targetsOf));
    expect(images.filter((name) => !shown.has(join('docs', 'images', name)))).toEqual([]);
    expect(images.filter((name) => statSync(join(root, 'docs', 'images', name)).size > 150 * 1024)).toEqual([]);
  });
});
