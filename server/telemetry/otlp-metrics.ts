import { type Attributes, type HrTime, ValueType } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  DataPointType,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import type { MetricObjectWithValues, MetricValue, Registry } from 'prom-client';

type Metric = MetricObjectWithValues<MetricValue<string> & { metricName?: string }>;

const timeOf = (ms: number): HrTime => [Math.floor(ms / 1000), (ms % 1000) * 1e6];

/** What Prometheus would read, in the form of OpenTelemetry: each figure is measured once, however it is told. */
export const otlpMetrics = (registry: Registry, resource: Resource): MetricProducer => {
  const startTime = timeOf(Date.now());
  return {
    collect: async () => {
      const endTime = timeOf(Date.now());
      const metrics = ((await registry.getMetricsAsJSON()) as Metric[]).map((metric) =>
        dataOf(metric, startTime, endTime),
      );
      return {
        resourceMetrics: { resource, scopeMetrics: [{ scope: { name: 'regulars' }, metrics }] },
        errors: [],
      };
    },
  };
};

const dataOf = (metric: Metric, startTime: HrTime, endTime: HrTime): MetricData => {
  const common = {
    descriptor: { name: metric.name, description: metric.help, unit: '', valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  const point = <T>(attributes: Attributes, value: T) => ({ startTime, endTime, attributes, value });
  // prom-client's types say a string where its JSON says a word.
  const type = String(metric.type);
  if (type === 'histogram') {
    return {
      ...common,
      dataPointType: DataPointType.HISTOGRAM,
      dataPoints: histogramsOf(metric).map(({ labels, ...of }) => point(labels, of)),
    };
  }
  const dataPoints = metric.values
    .filter(({ value }) => Number.isFinite(value))
    .map(({ labels, value }) => point(labels as Attributes, value));
  return type === 'counter'
    ? { ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints }
    : { ...common, dataPointType: DataPointType.GAUGE, dataPoints };
};

/** Prometheus counts each bucket with those below it, OpenTelemetry each by itself. */
const histogramsOf = ({ name, values }: Metric) => {
  const byLabels = new Map<
    string,
    { labels: Attributes; boundaries: number[]; upTo: number[]; sum: number; count: number }
  >();
  for (const { labels: all, metricName, value } of values) {
    const { le, ...labels } = all as Attributes;
    const key = JSON.stringify(labels);
    const one = byLabels.get(key) ?? { labels, boundaries: [], upTo: [], sum: 0, count: 0 };
    byLabels.set(key, one);
    if (metricName === `${name}_sum`) one.sum = value;
    else if (metricName === `${name}_count`) one.count = value;
    else {
      if (Number.isFinite(Number(le))) one.boundaries.push(Number(le));
      one.upTo.push(value);
    }
  }
  return [...byLabels.values()].map(({ labels, boundaries, upTo, sum, count }) => ({
    labels,
    buckets: { boundaries, counts: upTo.map((value, at) => value - (upTo[at - 1] ?? 0)) },
    sum,
    count,
  }));
};
