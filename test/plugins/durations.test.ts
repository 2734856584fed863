import { Histogram, Registry } from 'prom-client'
import t from 'tap'
import { Durations } from '../../plugins/watching/durations.ts'

const NAME = 'keyward_http_request_duration_seconds'

/** Below, on and between the bounds of buckets, and above the last. */
const SECONDS = [0, 0.005, 0.006, 0.05, 0.3, 1, 1.25]

/** The lines of a registry, with labels in alphabetical order, as their order means nothing. */
async function linesOf(registry: Registry) {
  const text = await registry.metrics()
  return text
    .trim()
    .split('\n')
    .map(line => line.replace(/\{(.+)\}/, (_, labels: string) => `{${labels.split(',').sort().join()}}`))
    .sort()
}

t.test("response times are exported exactly as prom-client's histogram exports them", async t => {
  const [own, reference] = [new Registry(), new Registry()]
  const durations = new Durations(own)
  const histogram = new Histogram({
    name: NAME,
    help: 'Time from a request to the end of its response',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
    registers: [reference],
  })
  t.same(await linesOf(own), await linesOf(reference), 'before the first response')
  for (const method of ['GET', 'HEAD'])
    for (const route of ['none', '/api/v1/keys/:keyId'])
      for (const status of [200, 404])
        for (const seconds of SECONDS) {
          durations.observe(method, route, status, seconds)
          histogram.observe({ method, route, status }, seconds)
        }
  t.same(await linesOf(own), await linesOf(reference))
})
