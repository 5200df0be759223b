import { expect, test } from 'vitest';
import { unfitLicences } from './check-licences.ts';

const verdict = (license: string | undefined, name = 'some-package', more = {}) =>
  unfitLicences({
    '': {},
    server: { version: '1' },
    [`node_modules/${name}`]: { version: '1.0.0', ...(license && { license }), ...more },
  });

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
