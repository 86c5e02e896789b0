import { type Attributes, type Span, type Tracer, trace } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { openHandoff } from '../support/people.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';

/** The least of an OpenTelemetry SDK: notes each span that was begun. */
const noteSpans = () => {
  const begun: { name: string; attributes: Attributes | undefined }[] = [];
  const span = trace.wrapSpanContext({ traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 });
  const startActiveSpan = (name: string, options: { attributes?: Attributes }, work: (span: Span) => unknown) => {
    begun.push({ name, attributes: options.attributes });
    return work(span);
  };
  const tracer = { startActiveSpan, startSpan: () => span } as unknown as Tracer;
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
  return begun;
};

test('calls to Temporal and activities have spans that the id of the handoff joins, and nothing that people wrote', async () => {
  const begun = noteSpans();
  const world = await startWorld();
  try {
    const { customer, agents, handoffId, card } = await openHandoff(world);
    await customer.send('A secret question', handoffId);
    await agents.sees('A secret question');
    await agents.click(card, 'end_handoff');
    await agents.sees('This session has ended');
    const ofHandoff = () => begun.filter(({ attributes }) => attributes?.['handoff.id'] === handoffId);
    const names = [
      'temporal start handoff',
      'temporal bell',
      'activity admit',
      'activity openThread',
      'activity attend',
    ];
    await until('every step has its span', () => names.every((name) => ofHandoff().some((span) => span.name === name)));
    expect(JSON.stringify(begun)).not.toContain('secret');
    customer.disconnect();
  } finally {
    trace.disable();
    await world.stop();
  }
});
