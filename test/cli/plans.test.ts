import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { createDatabase, needsPostgres } from '../kit/database.ts'

t.test(...needsPostgres('plans:apply applies a file of plans, all or none, and prints the present ones'), async t => {
  const { url, drop } = await createDatabase()
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
  const printed = await run('', '--print')
  const { data } = JSON.parse(printed.output)
  t.match(data, [{ name: 'free', day_limit: null, is_default: true }, { name: 'pro' }, team])
  t.match(await run(printed.output), { output: 'free: unchanged\npro: unchanged\nteam: unchanged\n', code: 0 })

  for (const [plans, problem] of [
    [
      [
        { ...team, keys: 7 },
        { name: 'b', title: 'B' },
      ],
      "data/1 must have required property 'minute_limit'",
    ],
    [[{ ...team, minutes: 7 }], 'data/0 must NOT have additional properties minutes'],
    [[{ ...team, keys: 7, is_default: true, retired: true }], 'retired must be false for the default plan'],
    [[{ ...team, entitlements: { text: 'x'.repeat(3_000) } }], 'entitlements must be at most 2048 bytes of JSON'],
  ] as const)
    t.same(await apply(...plans), { output: '', errors: `not applied: ${problem}\n`, code: 1 })
  t.match(await run('{'), { errors: /^not applied: .*JSON/, code: 1 })
  t.match(JSON.parse((await run('', '--print')).output).data, data, 'nothing has changed')
})
