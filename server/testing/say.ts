import { expect } from 'vitest';
import type { Ask } from './test-api.ts';

/** @returns the body of the answer, which is none but a good one */
export const say = async (caller: Ask, method: string, path: string, body?: object) => {
  const answer = await caller(path, { method, ...(body && { body }) });
  expect([answer.status, answer.text]).toEqual([expect.toBeOneOf([200, 201]), expect.any(String)]);
  return answer.body;
};
