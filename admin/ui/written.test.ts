import { expect, test } from 'vitest';
import { writtenBytes, writtenDistance } from './written.ts';

test.each([
  [0, '0 m'],
  [3, '0 m'],
  [344, '340 m'],
  [994, '990 m'],
  [996, '1 km'],
  [1249, '1.2 km'],
  [9949, '9.9 km'],
  [12_600, '13 km'],
  [6_371_008, '6,371 km'],
])('%d metres are a way of %s', (metres, written) => {
  expect(writtenDistance('en', metres)).toBe(written);
  expect(writtenDistance('ar', metres)).toContain(written.split(' ')[0]);
});

test.each([
  [0, '0 kB'],
  [1_434, '1.4 kB'],
  [1_000_000, '977 kB'],
  [1_048_576, '1 MB'],
  [52_428_800, '50 MB'],
])('%d bytes are %s', (bytes, written) => {
  expect(writtenBytes('en', bytes)).toBe(written);
  expect(writtenBytes('ar', bytes)).toContain(written.split(' ')[0]);
});
