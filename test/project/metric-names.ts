import type { FastifyInstance } from 'fastify'

const SUFFIXES: Record<string, string[]> = { histogram: ['_bucket', '_sum', '_count'], summary: ['', '_sum', '_count'] }

/** The names of all series that an instance has, or will have as soon as something happens. */
export async function metricNames(app: FastifyInstance): Promise<Set<string>> {
  const { body } = await app.inject('/metrics')
  const families = [...body.matchAll(/^# TYPE (\w+) (\w+)$/gm)]
  return new Set(families.flatMap(([, name = '', type = '']) => (SUFFIXES[type] ?? ['']).map(suffix => name + suffix)))
}

/** The metrics of instances that an expression asks for. */
export const metricsIn = (expression: string) => expression.match(/\b(?:keyward|nodejs|process)_\w+/g) ?? []
