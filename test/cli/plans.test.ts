import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import t from 'tap'
import { createDatabase, needsPostgres } from '../kit/database.ts'

t.test(...needsPostgres('plans:apply applies a file of plans, all or none, and prints the present ones'), async t => {
  const { url, drop, connections } = await createDatabase()
  t.teardown(drop)
  async function run(input: string, ...args: string[]) {
    const child = spawn(process.execPath, ['cli/apply-plans.ts', ...args], {
      env: { ...process.env, DATABASE_URL: String(url) },
    })
    child.stdin.on('error', () => {}) // it does not read when it prints
    child.stdin.end(input)
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
    return { output, errors, code: child.exitCode }
  }
  const apply = (...plans: object[]) => run(JSON.stringify({ data: plans }))
  const team = { name: 'team', title: 'Team', minute_limit: 50 }

  t.same(await apply(team, { name: 'free', title: 'Free', minute_limit: 10 }), {
    output: 'team: created\nfree: changed\n',
    errors: '',
    code: 0,
  })
  const printed = async () => JSON.parse((await run('', '--print')).output)
  const plans = await printed()
  t.match(plans, [{ name: 'free', day_limit: null, is_default: true }, { name: 'pro' }, team])
  t.match(await run(JSON.stringify(plans)), { output: 'free: unchanged\npro: unchanged\nteam: unchanged\n', code: 0 })
  // The first to be the default comes before or after the one that was, and a file can be applied again and again.
  for (const [isDefault, outcome] of [
    ['team', 'free: changed\npro: unchanged\nteam: changed\n'],
    ['free', 'free: changed\npro: unchanged\nteam: unchanged\n'],
  ] as const) {
    const moved = plans.map((plan: { name: string }) => ({ ...plan, is_default: plan.name === isDefault }))
    t.same(await apply(...moved), { output: outcome, errors: '', code: 0 })
    t.same(await printed(), moved)
  }

  const { rows } = await sql<{ plan: string; count: number }>`select plan, count(*)::int from plan_events
    where actor = 'operator' and reason = 'plans:apply' and request_id ~ '^req_' group by plan order by plan`.execute(
    connections.db,
  )
  t.same(
    rows,
    [
      { plan: 'free', count: 3 },
      { plan: 'team', count: 3 },
    ],
    'one event for each change',
  )

  const changed = { ...team, keys: 7 }
  for (const [plans, problem] of [
    [[changed, { name: 'b', title: 'B' }], "b must have required property 'minute_limit'"],
    [[changed, { title: 'B' }], "plan 2 must have required property 'name'"],
    [[changed, { ...team, name: 'b', day_limit: 0 }], 'b day_limit must be >= 1'],
    [[{ ...team, minutes: 7 }], 'team must NOT have additional properties minutes'],
    [[changed, team], 'team is in the file twice'],
    [['a', 'b'].map(name => ({ ...team, name, is_default: true })), 'only one plan can be the default, not a and b'],
    [[{ ...changed, is_default: true, retired: true }], 'retired must be false for the default plan'],
    [
      [changed, { ...team, name: 'b', entitlements: { a: 'x'.repeat(3_000) } }],
      'b entitlements must be at most 2000 bytes of JSON',
    ],
  ] as const)
    t.same(await apply(...plans), { output: '', errors: `not applied: ${problem}\n`, code: 1 })
  for (const file of ['null', '{}', '{"data":{}}'])
    t.same(await run(file), { output: '', errors: 'not applied: the file must be a list of plans\n', code: 1 })
  t.match(await run('{'), { errors: /^not applied: .*JSON/, code: 1 })
  t.same(await printed(), plans, 'nothing has changed')
})
