import { expect, test } from 'vitest';
import { unfitPackages } from './check-dependencies.ts';

const integrity = 'sha512-x';
const verdict = (license: string | undefined, name = 'some-package', more = {}) =>
  unfitPackages(
    {
      '': {},
      server: { version: '1' },
      [`node_modules/${name}`]: { version: '1.0.0', integrity, ...(license && { license }), ...more },
    },
    ['known'],
  );

test('a licence that asks for the sources of ours is refused, and so is none', () => {
  for (const license of [
    'GPL-3.0',
    'AGPL-3.0-only',
    'SSPL-1.0',
    'MPL-2.0',
    'MIT AND GPL-2.0',
    'UNLICENSED',
    'BUSL-1.1',
  ]) {
    expect(verdict(license)).toEqual([`some-package 1.0.0: ${license}`]);
  }
  expect(verdict(undefined)).toEqual(['some-package 1.0.0: no licence']);
  expect(verdict('GPL-3.0', 'server/node_modules/nested')).toHaveLength(1);
});

test('a choice of licences needs one that is allowed; a tool has its own and no other', () => {
  expect(verdict('MIT')).toEqual([]);
  expect(verdict('(GPL-2.0 OR MIT)')).toEqual([]);
  expect(verdict('MPL-2.0', 'lightningcss-linux-x64-gnu')).toEqual([]);
  expect(verdict('GPL-3.0', 'lightningcss')).toHaveLength(1);
  expect(verdict(undefined, '@biomejs/cli-win32-x64', { optional: true })).toEqual([]);
});

test('a package comes from the registry and is held against its checksum', () => {
  const from = (resolved: string) => verdict('MIT', 'some-package', { resolved });
  expect(from('https://registry.npmjs.org/some-package/-/some-package-1.0.0.tgz')).toEqual([]);
  for (const elsewhere of [
    'git+ssh://git@github.com/some/package.git#0123',
    'https://registry.npmjs.org.example.com/x.tgz',
    'http://registry.npmjs.org/x.tgz',
    'file:../x.tgz',
  ]) {
    expect(from(elsewhere)).toEqual([`some-package 1.0.0: from ${elsewhere}`]);
  }
  for (const weak of [undefined, 'sha1-x']) {
    expect(verdict('MIT', 'some-package', { integrity: weak })).toEqual([
      'some-package 1.0.0: no SHA-512 of it',
    ]);
  }
});

test('a script at the installation is one that package.json speaks of', () => {
  const script = { hasInstallScript: true };
  expect(verdict('MIT', 'known', script)).toEqual([]);
  expect(verdict('MIT', 'some-package', script)).toEqual([
    'some-package 1.0.0: a script at its installation',
  ]);
  expect(verdict('MIT', 'server/node_modules/nested', script)).toHaveLength(1);
});
