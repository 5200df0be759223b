import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';
import ar from './locales/ar.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };

type Texts = { [key: string]: string | Texts };

const flat = (texts: Texts, before = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [[before + key, text] as [string, string]] : flat(text, `${before}${key}.`),
  );

const plural = /_(zero|one|two|few|many|other)$/;
const locales = { en: new Map(flat(en)), ar: new Map(flat(ar)) };
const keysOf = (locale: 'en' | 'ar') =>
  new Set([...locales[locale].keys()].map((key) => key.replace(plural, '')));
const formsOf = (locale: 'en' | 'ar', key: string) =>
  [...locales[locale].keys()].filter((full) => plural.test(full) && full.replace(plural, '') === key);
const counted = [...keysOf('en')].filter((key) => formsOf('en', key).length > 0);
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

interface Node {
  type: string;
  [key: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item);
  else if (isNode(value)) {
    yield value;
    for (const child of Object.values(value)) yield* nodesIn(child);
  }
}

const folder = import.meta.dirname;
const sources = globSync('**/*.{ts,tsx}', { cwd: folder, exclude: ['node_modules', 'dist'] })
  .filter((path) => !path.includes('.test.') && path !== 'vite.config.ts')
  .map((path) => ({
    path,
    nodes: [...nodesIn(parseSync(path, readFileSync(join(folder, path), 'utf8')).program)],
  }));

/** The keys in `t('…')` and `i18n.exists('…')`; a template stands for every key that fits it. */
const used = sources.flatMap(({ path, nodes }) =>
  nodes.flatMap((call) => {
    if (call.type !== 'CallExpression') return [];
    const callee = call.callee as Node;
    const name = (callee.name ?? (callee.property as Node | undefined)?.name) as string | undefined;
    if (name !== 't' && name !== 'exists') return [];
    return [...nodesIn((call.arguments as unknown[])[0])].flatMap((argument) => {
      if (argument.type === 'TemplateLiteral') {
        const quasis = argument.quasis as { value: { cooked: string } }[];
        const pattern = quasis.map(({ value }) => escaped(value.cooked)).join('.+');
        return [
          { path, text: quasis.map(({ value }) => value.cooked).join('…'), fits: new RegExp(`^${pattern}$`) },
        ];
      }
      const { value } = argument;
      return argument.type === 'Literal' && typeof value === 'string' && value.includes('.')
        ? [{ path, text: value, fits: new RegExp(`^${escaped(value)}$`) }]
        : [];
    });
  }),
);

test('both languages say the same things', () => {
  expect([...keysOf('ar')].sort()).toEqual([...keysOf('en')].sort());
});

test('no text is empty', () => {
  const empty = Object.values(locales).flatMap((texts) =>
    [...texts].filter(([, text]) => text.trim() === ''),
  );
  expect(empty).toEqual([]);
});

test('what is counted has every plural form of its language', () => {
  expect(counted).not.toEqual([]);
  for (const key of counted) {
    expect(formsOf('en', key).sort()).toEqual([`${key}_one`, `${key}_other`]);
    expect(formsOf('ar', key).sort()).toEqual(
      ['few', 'many', 'one', 'other', 'two', 'zero'].map((form) => `${key}_${form}`),
    );
  }
});

test('both languages put in the same values; only a plural form may say its number in words', () => {
  for (const [key, text] of locales.ar) {
    if (plural.test(key)) continue;
    expect({ key, values: placeholders(text) }).toEqual({ key, values: placeholders(locales.en.get(key)!) });
  }
});

test('Arabic is written in Arabic', () => {
  const notArabic = [...locales.ar].filter(
    ([, text]) => !/[\p{Script=Arabic}،]/u.test(text.replace(/\{\{\w+\}\}/g, '')),
  );
  expect(notArabic).toEqual([]);
});

describe('in the code', () => {
  test('every text that is asked for exists', () => {
    expect(used.length).toBeGreaterThan(100);
    const missing = used.filter(({ fits }) => ![...keysOf('en')].some((key) => fits.test(key)));
    expect(missing.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
  });

  test('every text that exists is asked for', () => {
    const unused = [...keysOf('en')].filter((key) => !used.some(({ fits }) => fits.test(key)));
    expect(unused).toEqual([]);
  });

  test('no words stand outside of the locales', () => {
    // The product's name, the languages' own names and a command are the same in every language.
    const same = new Set(['Regulars', 'English', 'العربية', 'npm start']);
    const spoken = new Set(['label', 'title', 'placeholder', 'aria-label', 'description', 'alt']);
    const words = sources.flatMap(({ path, nodes }) =>
      nodes.flatMap((node) => {
        const texts: unknown[] = [];
        if (node.type === 'JSXText') texts.push(node.value);
        const inside = node.type === 'JSXExpressionContainer' ? (node.expression as Node) : undefined;
        if (inside?.type === 'Literal' && typeof inside.value === 'string') texts.push(inside.value);
        if (node.type === 'JSXAttribute') {
          const name = (node.name as Node).name as string;
          const value = node.value as Node | null;
          if (spoken.has(name) && value?.type === 'Literal') texts.push(value.value);
        }
        return texts
          .map((text) => String(text).trim())
          .filter((text) => /\p{L}/u.test(text) && !same.has(text))
          .map((text) => `${path}: ${text}`);
      }),
    );
    expect(words).toEqual([]);
  });
});
