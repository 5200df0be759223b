import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = import.meta.dirname;
const pages = globSync(['*.md', 'docs/**/*.md', 'sdk/README.md', 'bench/README.md'], { cwd: root });

test.each(pages)('%s links to what is there', (page) => {
  const text = readFileSync(path.join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link]) => link!);
  const broken = links.filter(
    (link) => !/^[a-z]+:/.test(link) && !existsSync(path.join(root, path.dirname(page), link)),
  );
  expect(broken).toEqual([]);
});

test('the guide is there in both languages, section by section', () => {
  const sections = (page: string) =>
    readFileSync(path.join(root, 'docs/guide', page), 'utf8').match(/^## /gm)?.length;
  for (const page of ['counter', 'business']) {
    expect(sections(`${page}.en.md`)).toBeGreaterThan(3);
    expect(sections(`${page}.ar.md`)).toBe(sections(`${page}.en.md`));
  }
});
