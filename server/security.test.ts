import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const page = path.join(import.meta.dirname, '../docs/security.md');

test('every promise of docs/security.md names a guard and a test that there are', () => {
  const rows = readFileSync(page, 'utf8')
    .split('## Promises')[1]!
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1);
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    const [, , , tests = ''] = row.split('|');
    const links = (text: string) => [...text.matchAll(/\]\((.*?)\)/g)].map(([, link]) => link!);
    expect([row, links(tests).some((link) => /\.(test|fault)\.ts$/.test(link))]).toEqual([row, true]);
    const missing = links(row).filter((link) => !existsSync(path.join(page, '..', link)));
    expect(missing).toEqual([]);
  }
});
