import { type Attributes, SpanStatusCode, trace } from '@opentelemetry/api';

const tracer = trace.getTracer('live-agent-handoff');

/**
 * Runs `work` in an OpenTelemetry span. Nothing is recorded unless the process was started with an SDK
 * (docs/operations.md). Of a fault only its name: messages may hold what people wrote.
 */
export const inSpan = <T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> =>
  tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' });
      throw error;
    } finally {
      span.end();
    }
  });

/** What joins the spans of one handoff, or of another workflow of ours, over all processes. */
export const workflowAttributes = (workflowId: string): Attributes => ({
  'temporal.workflow.id': workflowId,
  ...(workflowId.startsWith('handoff/') && { 'handoff.id': workflowId.slice('handoff/'.length) }),
});
