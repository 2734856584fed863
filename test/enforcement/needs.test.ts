import fc from 'fast-check'
import { type Kysely, sql } from 'kysely'
import t from 'tap'
import { toCondition } from '../../auth/conditions.ts'
import type { Tables } from '../../db/tables.ts'
import { type Condition, needsOf } from '../../enforcement/needs.ts'
import { createDatabase } from '../kit/database.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'

/** Few names and values, so that conditions often hold. The names include jsonpath's own words and signs. */
const name = fc.constantFrom('formats', 'a.b', '__proto__')
const number = fc.constantFrom(0, 30, 29.5, -1, 999_999_999_999.999)
const text = fc.constantFrom('stix', '30', '', ') || (1 == 1')
const value = fc.oneof(number, text, fc.boolean())

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ entitlement: name, operator: fc.constant('=' as const), value }),
  fc.record({ entitlement: name, operator: fc.constant('>=' as const), value: number }),
)
const scalar = fc.oneof(
  { weight: 5, arbitrary: value },
  fc.constant(null),
  fc.constantFrom('ſtix', 'STIX', 'null', '💩', 'st\\u0069x', 30.000_000_1, 1e300),
)
const entitled = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 5, arbitrary: fc.array(scalar, { maxLength: 6 }) },
  fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 }),
  fc.dictionary(name, scalar, { maxKeys: 2 }),
)
const entitlements = fc.dictionary(name, entitled, { maxKeys: 3 })

/** Conditions on a plan, of which many name one of its own values. */
const onPlan = entitlements.chain(plan => {
  const own = Object.entries(plan).flatMap(([entitlement, has]) =>
    [has].flat().map(value => ({ entitlement, operator: '=' as const, value: value as Condition['value'] })),
  )
  const values = own.filter(({ value }) => value !== null && typeof value !== 'object')
  const one = values.length === 0 ? condition : fc.oneof(condition, fc.constantFrom(...values))
  return fc.tuple(fc.constant(plan), fc.array(one, { minLength: 1, maxLength: 2 }))
})

function holds(plan: Record<string, unknown>, { entitlement, operator, value }: Condition) {
  const own = Object.hasOwn(plan, entitlement) ? plan[entitlement] : undefined
  if (operator === '>=') return typeof own === 'number' && own >= (value as number)
  return own === value || (Array.isArray(own) && own.includes(value))
}

/** A condition as a gateway sends it. */
function toText({ entitlement, operator, value }: Condition) {
  return `${entitlement}${operator}${typeof value === 'string' ? `"${value}"` : value}`
}

/** Few enough for a request's deadline on a slow machine. */
const CASES_PER_STATEMENT = 2_500

async function judged(db: Kysely<Tables>, cases: [Record<string, unknown>, Condition[]][]) {
  const { rows } = await sql<{ met: boolean }>`
    select (plan::jsonb @@ needs::jsonpath) is true as met
    from unnest(${cases.map(([plan]) => JSON.stringify(plan))}::text[],
      ${cases.map(([, conditions]) => needsOf(conditions))}::text[]) with ordinality as c (plan, needs, place)
    order by place`.execute(db)
  return rows
}

t.test('PostgreSQL judges generated conditions on generated entitlements as their definition does', async t => {
  const { connections, drop } = await createDatabase()
  t.teardown(async () => {
    for (const each of ['db', 'reserved', 'revoking', 'bulk'] as const) await connections[each].destroy()
    await drop()
  })
  const cases = fc.sample(onPlan, EXHAUSTIVE ? 100_000 : 5_000)
  const rows: { met: boolean }[] = []
  for (let from = 0; from < cases.length; from += CASES_PER_STATEMENT)
    rows.push(...(await judged(connections.db, cases.slice(from, from + CASES_PER_STATEMENT))))
  const expected = cases.map(([plan, conditions]) => conditions.every(each => holds(plan, each)))
  const different = cases.filter((_, at) => rows[at]?.met !== expected[at])
  t.same(different.slice(0, 5), [])
  const met = expected.filter(Boolean).length
  t.ok(met > cases.length / 10 && met < cases.length / 2, `many conditions hold, and many do not: ${met}`)
})

t.test('a condition has one meaning, which its text gives back', async t => {
  fc.assert(
    fc.property(condition, each => {
      t.same(toCondition(toText(each)), each)
    }),
  )
  const values: [string, unknown][] = [
    ['a=stix', 'stix'],
    ['a=30', 30],
    ['a="30"', '30'],
    ['a=-1.5', -1.5],
    ['a=true', true],
    ['a="true"', 'true'],
    ['a=truer', 'truer'],
    ['a=stix-2.1', 'stix-2.1'],
    ['a=application/json', 'application/json'],
    ['a=""', ''],
    ['a="two words"', 'two words'],
  ]
  for (const [text, value] of values) t.same(toCondition(text), { entitlement: 'a', operator: '=', value }, text)
  t.same(toCondition('lookback_days>=0.125'), { entitlement: 'lookback_days', operator: '>=', value: 0.125 })
})
