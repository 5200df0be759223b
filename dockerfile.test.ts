import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import packageJson from './package.json' with { type: 'json' };

const root = import.meta.dirname;
const lines = readFileSync(path.join(root, 'Dockerfile'), 'utf8').split('\n');
const copied = lines
  .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
  .flatMap((line) => line.split(' ').slice(1, -1));
const ignore = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n');

test('the image is made of what is there, and .dockerignore lets it through', () => {
  expect(copied.filter((place) => !existsSync(path.join(root, place)))).toEqual([]);
  const through = ignore.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  expect(
    copied.filter((place) => !through.some((one) => place === one || place.startsWith(`${one}/`))),
  ).toEqual([]);
});

test('npm ci finds the manifest of every workspace in the image', () => {
  for (const workspace of packageJson.workspaces) expect(copied).toContain(`${workspace}/package.json`);
});

test('nothing in the image imports what is not there', () => {
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  const folders = last.flatMap((line) => /^COPY (\w+) \1$/.exec(line)?.[1] ?? []);
  expect(folders).toContain('server');
  const missing = globSync(`{${folders.join(',')}}/**/*.ts`, { cwd: root })
    .filter((file) => !/\.test\.ts$|\/(test|testing|faults|node_modules|dist)\//.test(file))
    .flatMap((file) =>
      [...readFileSync(path.join(root, file), 'utf8').matchAll(/^import .* from '(\.[^']+)'/gm)]
        .map(([, place]) => path.join(path.dirname(file), place!))
        .filter((place) => !folders.includes(place.split('/')[0]!) || /\/(test|testing)\//.test(place))
        .map((place) => `${file} → ${place}`),
    );
  expect(missing).toEqual([]);
});

test('the server is not root in it, and has no secret of ours', () => {
  expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER node');
  expect(lines.join('\n')).not.toMatch(/(SECRET|PASSWORD|TOKEN)=/);
});

test('the server of compose.yaml never learns the password of the owner, and has the time that it takes to end', () => {
  const compose = readFileSync(path.join(root, 'compose.yaml'), 'utf8');
  const app = compose.slice(compose.indexOf('\n  app:\n'), compose.indexOf('\nvolumes:\n'));
  expect(app).toContain('DATABASE_URL');
  expect(app).not.toMatch(/OWNER|env_file: .*\.env\b(?<!server\.env)/);
  // The server ends within half a minute; Docker waits ten seconds where nothing is said.
  expect(Number(/stop_grace_period: (\d+)s/.exec(app)?.[1])).toBeGreaterThan(30);
});
