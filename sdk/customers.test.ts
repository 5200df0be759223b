import { expect, test } from 'vitest';
import { createRegulars, isProblem } from './index.ts';
import { answer, problem, reset, sara, scriptedServer } from './test/scripted-server.ts';

test('a change is meant for one version where ifMatch names it, by number or by the customer as read', async () => {
  await using server = await scriptedServer(...Array.from({ length: 4 }, () => answer(sara)));
  const { customers } = createRegulars({ baseUrl: server.url });

  await customers.update(sara.id, { notes: 'x' }, { ifMatch: 4 });
  await customers.deactivate(sara.id, { ifMatch: sara });
  await customers.restore(sara.id, { ifMatch: sara });
  await customers.update(sara.id, { notes: 'x' });

  expect(server.received.map(({ headers }) => headers['if-match'])).toEqual(['"4"', '"5"', '"5"', undefined]);
});

test('a version_conflict after a lost answer tells that it can be the caller’s own change', async () => {
  await using server = await scriptedServer(
    reset,
    problem(412, 'version_conflict'),
    problem(412, 'version_conflict'),
  );
  const { customers } = createRegulars({ baseUrl: server.url });
  const change = () => customers.update(sara.id, { notes: 'x' }, { ifMatch: sara });

  const echo = await change().catch((error: unknown) => error);
  expect(isProblem(echo, 'version_conflict') && echo.tries).toBe(2);

  const conflict = await change().catch((error: unknown) => error);
  expect(isProblem(conflict, 'version_conflict') && conflict.tries).toBe(1);
});

test('a change sends null to clear and only what it names', async () => {
  await using server = await scriptedServer(answer(sara));
  await createRegulars({ baseUrl: server.url }).customers.update(sara.id, { phone: null, tags: [] });
  expect(server.received[0]?.body).toEqual({ phone: null, tags: [] });
});
