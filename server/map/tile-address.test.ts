import { expect, test } from 'vitest';
import { isTileAddress, tileSource } from './tile-address.ts';

test.each([
  ['https://tiles.example.com/{z}/{x}/{y}.png', 'https://tiles.example.com'],
  ['https://{s}.tile.example.com/{z}/{x}/{y}{r}.png', 'https://*.tile.example.com'],
  ['http://localhost:8080/tiles/{z}/{x}/{y}', 'http://localhost:8080'],
  ['https://tiles.example.com/t?z={z}&x={x}&y={y}&key=abc', 'https://tiles.example.com'],
])('%s is allowed as %s and nothing else', (template, source) => {
  expect(isTileAddress(template)).toBe(true);
  expect(tileSource(template)).toBe(source);
});

test.each([
  '',
  'tiles',
  'https://tiles.example.com/',
  'https://tiles.example.com/{z}/{x}.png',
  'https://tiles.example.com/{z}/{x}/{y}/{q}',
  'https://{x}.example.com/{z}/{y}.png',
  'https://tiles.{s}.example.com/{z}/{x}/{y}.png',
  'https://{s}.example.com/{s}/{z}/{x}/{y}.png',
  'https://{s}/{z}/{x}/{y}.png',
  'https://user:secret@tiles.example.com/{z}/{x}/{y}.png',
  'https://tiles.example.com/#{z}/{x}/{y}',
  "https://tiles.example.com; script-src 'unsafe-inline'/{z}/{x}/{y}",
  'javascript:alert(1)//{z}/{x}/{y}',
  'ftp://tiles.example.com/{z}/{x}/{y}.png',
])('%s is not the address of tiles', (template) => {
  expect(isTileAddress(template)).toBe(false);
});
