import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { build } from '../kit/app.ts'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { installed } from '../kit/process.ts'
import { unless } from '../kit/unless.ts'
import { ROOT, read } from './files.ts'
import { metricNames, metricsIn } from './metric-names.ts'

interface Rule {
  alert: string
  expr: string
}

const { rules } = parse(read('deploy/prometheus/keyward.rules.yml')).groups[0] as { rules: Rule[] }
const { tests } = parse(read('deploy/prometheus/keyward.rules.test.yml')) as {
  tests: { alert_rule_test: { alertname: string; exp_alerts?: unknown[] }[] }[]
}
const missing = onlyExhaustive('promtool is a large package') || (!installed('promtool') && 'promtool is not installed')

t.test(...unless(missing, 'every alert fires in trouble, and none on a good day'), async t => {
  const cwd = join(ROOT, 'deploy/prometheus')
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', 'keyward.rules.test.yml'], { cwd })
  t.equal(status, 0, `${stdout}${stderr}`)
})

t.test('every alert has a case in which it fires and one in which it does not', async t => {
  const cases = tests.flatMap(({ alert_rule_test }) => alert_rule_test)
  const names = (fires: boolean) =>
    cases
      .filter(one => !!one.exp_alerts === fires)
      .map(one => one.alertname)
      .sort()
  const alerts = rules.map(({ alert }) => alert).sort()
  t.same(names(true), alerts)
  t.same(names(false), alerts)
})

t.test('every alert is explained', async t => {
  const explained = [...read('docs/operating.md').matchAll(/^\| `(Keyward\w+)` \|/gm)].map(([, name]) => name)
  t.same(
    explained,
    rules.map(({ alert }) => alert),
  )
})

t.test('every alert uses metrics and labels that exist before any failure', async t => {
  const app = await build(t)
  const { body } = await app.inject('/metrics')
  const names = await metricNames(app)
  for (const { alert, expr } of rules) {
    for (const name of metricsIn(expr)) t.ok(names.has(name), `${alert}: ${name}`)
    for (const [series] of expr.matchAll(/\w+\{code="\w+"\}/g))
      t.ok(body.includes(`${series} 0\n`), `${alert}: ${series}`)
  }
})
