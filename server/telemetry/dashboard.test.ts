import { connect } from '@regulars/database/connect';
import { afterAll, expect, inject, test } from 'vitest';
import dashboard from '../../docs/operations/grafana.json' with { type: 'json' };
import { createMetrics } from './metrics.ts';

const database = connect(inject('appUrl'));
afterAll(() => database.close());

test('the dashboard shows metrics that are there, by labels that they have, and every one of our own', async () => {
  const metrics = createMetrics();
  metrics.watchDatabase(database);
  const known = (await metrics.registry.getMetricsAsJSON()).map(({ name }) => name);
  const expressions = [
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...dashboard.templating.list.map(({ query }) => query),
  ];
  const shown = new Set(
    expressions
      .flatMap((text) => text.match(/\b(?:regulars|nodejs|process)_\w+/g) ?? [])
      .map((name) => name.replace(/_(bucket|sum|count)$/, '')),
  );
  expect([...shown].filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => name.startsWith('regulars_') && !shown.has(name))).toEqual([]);

  const labels = expressions.flatMap((text) => [
    ...[...text.matchAll(/by \(([^)]+)\)/g)].flatMap(([, names]) => names!.split(', ')),
    ...[...text.matchAll(/[{,](\w+)=/g)].map(([, name]) => name!),
  ]);
  const given = ['instance', 'le', 'operation', 'status', 'state', 'job', 'result'];
  expect(labels.filter((name) => !given.includes(name))).toEqual([]);
});
