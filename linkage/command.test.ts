import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'regulars-dedupe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string) => {
  const place = path.join(folder, name);
  writeFileSync(place, content);
  return place;
};
const csv = `no,who,tel,born
"a,1",Sara Ali,0501234567,1990-05-17
b,سارة علي,+971 50 123 4567,17/05/1990
c,John Smith,0447777777,1970-01-02
`;
const map = '{"id": "no", "name": "who", "phone": "tel", "birthDate": ["born"]}';
const out = path.join(folder, 'pairs.csv');
const run = (input: string, mapFile: string) =>
  spawnSync(
    path.join(import.meta.dirname, '../node_modules/.bin/node'),
    [path.join(import.meta.dirname, 'command.ts'), input, '--map', mapFile, '--out', out],
    { encoding: 'utf8' },
  );

test('pairs come with a score, and the threshold is told', () => {
  const { status, stderr } = run(file('in.csv', csv), file('map.json', map));
  expect(stderr).toContain('threshold 0.5');
  expect(status).toBe(0);
  const lines = readFileSync(out, 'utf8').trim().split('\n');
  expect(lines[0]).toBe('id_a,id_b,score');
  expect(lines[1]).toMatch(/^"a,1",b,(1|0\.[5-9])/);
  rmSync(out);
});

describe('what cannot be done ends with 2 and leaves nothing', () => {
  test.each([
    ['a column that is not there', csv, '{"id": "no", "phone": "telephone"}', 'no column "telephone"'],
    ['a map without id', csv, '{"phone": "tel"}', 'no "id"'],
    ['a map that is no JSON', csv, '{', 'not JSON'],
    ['an id that stands twice', 'no,tel\n1,2\n1,3\n', '{"id": "no", "phone": "tel"}', 'stands twice'],
    ['a row without id', 'no,tel\n,2\n', '{"id": "no", "phone": "tel"}', 'no id'],
    ['broken CSV', 'no,tel\n1,"2\n', '{"id": "no", "phone": "tel"}', 'no proper CSV'],
    ['rows of another length', 'no,tel\n1,2,3\n', '{"id": "no", "phone": "tel"}', 'no proper CSV'],
    ['an empty file', '', '{"id": "no", "phone": "tel"}', 'is empty'],
  ])('%s', (_, content, mapContent, said) => {
    const { status, stderr } = run(file('bad.csv', content), file('bad.json', mapContent));
    expect(stderr).toContain(said);
    expect(status).toBe(2);
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('a file that is not there', () => {
    const { status, stderr } = run(path.join(folder, 'none.csv'), file('map.json', map));
    expect([status, stderr.includes('no such file')]).toEqual([2, true]);
  });
});
