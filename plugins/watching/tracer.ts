import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { type Statement, statements } from '../../db/connection/statements.ts'
import { type Parent, parentOf } from '../../http/trace-id.ts'

/** The timeout of an export. Its spans are then lost. */
const EXPORT_MS = 2_000
/** The time that remains for the last export during a shutdown (http/shutdown.ts). */
const LAST_EXPORT_MS = 1_500

export interface Options {
  /** The collector's address for traces. */
  url: string
  /** The share of traces that is kept if the caller has not decided. */
  ratio: number
  version: string
  /** Called when spans start to be lost. */
  warn(reason: string): void
}

interface Traced extends Statement {
  span?: Span
}

/**
 * Creates the spans of requests and, as their children, those of their statements. Only this file loads OpenTelemetry.
 */
export function openTracer({ url, ratio, version, warn }: Options) {
  const exporter = reporting(new OTLPTraceExporter({ url, timeoutMillis: EXPORT_MS }), warn)
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ 'service.name': 'keyward', 'service.version': version }),
    ),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: EXPORT_MS })],
  })
  const tracer = provider.getTracer('keyward', version)
  /** The span of the request that the running code belongs to. */
  const current = new AsyncLocalStorage<Span>()

  const watcher = {
    start(statement: Traced) {
      const parent = current.getStore()
      if (!parent?.isRecording()) return
      const attributes = { 'db.system.name': 'postgresql', 'db.query.text': statement.text }
      const options = { kind: SpanKind.CLIENT, attributes }
      statement.span = tracer.startSpan(summaryOf(statement.text), options, trace.setSpan(ROOT_CONTEXT, parent))
    },
    error: ({ span }: Traced) => void span?.setStatus({ code: SpanStatusCode.ERROR }),
    asyncEnd: ({ span }: Traced) => span?.end(),
    end() {},
    asyncStart() {},
  }
  statements.subscribe(watcher)

  return {
    /** Starts the span of a request, in the caller's trace if there is one. */
    begin: (method: string, traceparent: string | string[] | undefined) =>
      tracer.startSpan(method, { kind: SpanKind.SERVER }, contextOf(parentOf(traceparent))),
    /** Runs the rest of a request, so that its statements become children of its span. */
    within: (span: Span, run: () => void) => current.run(span, run),
    /** Runs a part of a request in a child span. */
    part<T>(parent: Span, name: string, run: () => Promise<T>): Promise<T> {
      const span = tracer.startSpan(name, {}, trace.setSpan(ROOT_CONTEXT, parent))
      function failed(error: unknown): never {
        span.setStatus({ code: SpanStatusCode.ERROR })
        throw error
      }
      return run()
        .catch(failed)
        .finally(() => span.end())
    },
    /** Sends the remaining spans, if the collector accepts them in time. */
    async close() {
      statements.unsubscribe(watcher)
      // The exporter has already reported spans that do not arrive.
      await Promise.race([Promise.allSettled([provider.shutdown()]), sleep(LAST_EXPORT_MS, undefined, { ref: false })])
    },
  }
}

function contextOf(parent: Parent | undefined): Context {
  if (!parent) return ROOT_CONTEXT
  const traceFlags = parent.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE
  return trace.setSpanContext(ROOT_CONTEXT, { ...parent, traceFlags, isRemote: true })
}

/** The first word of a statement and the first table or function that it names. */
function summaryOf(text: string) {
  const operation = text.replace(/^\W*(\w+).*$/s, '$1')
  const [, target] = /\b(?:from|into|update)\s+(?:"?public"?\.)?"?(\w+)/i.exec(text) ?? []
  return target ? `${operation} ${target}` : operation
}

/** An exporter that warns when spans start to be lost, and again only after some have arrived. */
function reporting(exporter: SpanExporter, warn: (reason: string) => void): SpanExporter {
  let isLosing = false
  return {
    export: (spans, done) =>
      exporter.export(spans, result => {
        const { error } = result
        if (error && !isLosing) warn(error.message)
        isLosing = error !== undefined
        done(result)
      }),
    shutdown: () => exporter.shutdown(),
  }
}
