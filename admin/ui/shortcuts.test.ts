import { describe, expect, test } from 'vitest';
import { ariaKeys, isPressed, type ShortcutName, shortcuts } from './shortcuts.ts';

const names = Object.keys(shortcuts) as ShortcutName[];
const pressing = (
  key: string,
  code: string,
  held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', true>> = {},
) => ({
  key,
  code,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});
const meant = (event: ReturnType<typeof pressing>) => names.filter((name) => isPressed(name, event));

describe('one key means the same', () => {
  test.each([
    ['search', pressing('/', 'Slash'), pressing('ظ', 'Slash')],
    ['shortcuts', pressing('?', 'Slash', { shiftKey: true }), pressing('؟', 'Slash', { shiftKey: true })],
    ['counter', pressing('c', 'KeyC'), pressing('ؤ', 'KeyC')],
    ['palette', pressing('k', 'KeyK', { ctrlKey: true }), pressing('ن', 'KeyK', { metaKey: true })],
    ['save', pressing('s', 'KeyS', { metaKey: true }), pressing('س', 'KeyS', { ctrlKey: true })],
  ] as const)('on a Latin and on an Arabic keyboard: %s', (name, latin, arabic) => {
    expect(meant(latin)).toEqual([name]);
    expect(meant(arabic)).toEqual([name]);
  });
});

test('with another key held down it means nothing', () => {
  for (const held of ['ctrlKey', 'metaKey', 'altKey'] as const) {
    expect(meant(pressing('c', 'KeyC', { [held]: true }))).toEqual([]);
  }
  expect(meant(pressing('k', 'KeyK'))).toEqual([]);
  expect(meant(pressing('Enter', 'Enter'))).toEqual([]);
});

test('no two have the same keys, but for the one that listens on its own card alone', () => {
  const others = names.filter((name) => name !== 'tellApart').map(ariaKeys);
  expect(new Set(others).size).toBe(others.length);
});
