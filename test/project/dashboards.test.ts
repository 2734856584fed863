import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HTTPMethods } from 'fastify'
import t from 'tap'
import { stringify } from 'yaml'
import { errorCodes } from '../../errors.ts'
import { build } from '../kit/app.ts'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { installed } from '../kit/process.ts'
import { unless } from '../kit/unless.ts'
import { read } from './files.ts'
import { metricNames, metricsIn } from './metric-names.ts'

interface Panel {
  id: number
  type: string
  title: string
  description: string
  datasource?: { type: string; uid: string }
  targets?: { expr: string; datasource: { uid: string } }[]
}

const dashboard = JSON.parse(read('deploy/grafana/keyward.json')) as {
  templating: { list: { name: string; type: string; query: unknown; definition?: string }[] }
  panels: Panel[]
}
const panels = dashboard.panels.filter(({ type }) => type !== 'row')
const expressions = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })))

t.test('every panel queries existing metrics, routes and errors', async t => {
  const app = await build(t)
  const names = await metricNames(app)
  t.ok(expressions.length > 15)
  for (const { title, expr } of expressions) {
    const metrics = metricsIn(expr)
    t.ok(metrics.length > 0, title)
    for (const name of metrics) t.ok(names.has(name), `${title}: ${name}`)
    for (const [, method = '', url = ''] of expr.matchAll(/method="(\w+)", route="([^"]+)"/g))
      t.ok(app.hasRoute({ method: method as HTTPMethods, url }), `${title}: ${method} ${url}`)
    for (const code of expr.match(/code=~"([\w|]+)"/)?.[1]?.split('|') ?? [])
      t.ok((errorCodes as readonly string[]).includes(code), `${title}: ${code}`)
  }
})

t.test('every panel queries the chosen Prometheus for the chosen instances, and has its own place', async t => {
  t.match(dashboard.templating.list, [
    { name: 'datasource', type: 'datasource', query: 'prometheus' },
    { name: 'instance', type: 'query', definition: 'label_values(keyward_build_info, instance)' },
  ])
  for (const { title, datasource, targets = [] } of panels) {
    for (const { uid } of [datasource, ...targets.map(target => target.datasource)].filter(one => one !== undefined))
      t.match(uid, /^\$\{datasource\}$/, title)
    for (const { expr } of targets)
      t.equal(expr.match(/instance=~"\$instance"/g)?.length, metricsIn(expr).length, `${title}: every metric`)
  }
  t.equal(new Set(dashboard.panels.map(({ id }) => id)).size, dashboard.panels.length)
})

const missing = onlyExhaustive('promtool is a large package') || (!installed('promtool') && 'promtool is not installed')

t.test(...unless(missing, 'Prometheus takes every expression of the dashboard'), async t => {
  const rules = expressions.map(({ expr }, at) => ({
    record: `keyward:panel:${at}`,
    expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.+'),
  }))
  const file = join(t.testdir(), 'dashboard.yml')
  await writeFile(file, stringify({ groups: [{ name: 'dashboard', rules }] }))
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', file])
  t.equal(status, 0, `${stdout}${stderr}`)
})
