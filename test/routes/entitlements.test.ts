import { sql } from 'kysely'
import t from 'tap'
import { type App, build, createKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

const ENTITLEMENTS = { formats: ['json', '3mf'], lookback_days: 30, sso: true, seats: '5', region: 'eu west', 'a.b': 1 }

/** A key whose plan has these entitlements. */
async function withKey(app: App) {
  const alice = await signIn('pro')
  const { key } = await createKey(app, alice)
  await sql`update plans set entitlements = ${JSON.stringify(ENTITLEMENTS)}::jsonb where name = 'pro'`.execute(app.db)
  return { alice, key }
}

const use = (app: App, key: string, headers: Record<string, string | string[]>) =>
  app.inject({ url: '/forward-auth', headers: { 'x-api-key': key, ...headers } })

const REQUIRED: [header: string, status: number][] = [
  ['formats=json', 200],
  ['formats="3mf"', 200],
  ['formats=stix', 403],
  ['formats=JSON', 403],
  ['lookback_days>=30', 200],
  ['lookback_days>=29.999', 200],
  ['lookback_days>=30.001', 403],
  ['lookback_days>=-1', 200],
  ['lookback_days=30', 200],
  ['lookback_days="30"', 403],
  ['seats=5', 403],
  ['seats="5"', 200],
  ['seats>=5', 403],
  ['sso=true', 200],
  ['sso=false', 403],
  ['sso="true"', 403],
  ['region="eu west"', 200],
  ['a.b=1', 200],
  ['a=1', 403],
  ['formats>=0', 403],
  ['toString=x', 403],
  ['formats=json, lookback_days>=30', 200],
  ['formats=json,lookback_days>=30', 200],
  ['formats=json  ,  formats="3mf"', 200],
  ['formats=json, formats=stix', 403],
  ['formats=stix, lookback_days>=30', 403],
  ['formats=json, lookback_days>=31', 403],
  [Array(10).fill('sso=true').join(', '), 200],
]

t.test('a request is admitted where its plan meets every condition, and rejections consume nothing', async t => {
  const app = await build(t)
  const { key } = await withKey(app)
  for (const [header, status] of REQUIRED) {
    const reply = await use(app, key, { 'x-required-entitlement': header })
    t.equal(reply.statusCode, status, header)
    if (status === 403) t.equal(reply.json().error.code, 'insufficient_tier', header)
  }
  const { rows } = await sql`select day_used from usage_windows`.execute(app.db)
  t.same(rows, [{ day_used: REQUIRED.filter(([, status]) => status === 200).length }])
})

const MALFORMED: (string | string[])[] = [
  ...['', ' ', ',', 'formats', 'formats=', '=stix', '>=1', 'formats==stix', 'formats = stix', 'formats>stix'],
  ...['formats!=stix', 'formats<=1', 'lookback_days>=', 'lookback_days>=x', 'lookback_days>="30"', 'a=b c', 'a="b'],
  ...['a=b"', 'a="b"c', 'a="b\\"', 'a="b,c"', 'a="é"', 'é=1', '$.a=1', 'a[*]=1', '"a"=1', 'a b=1', "a='b'"],
  ...['a>=1e3', 'a>=1e400', 'a=1e400', 'a>=01', 'a=01', 'a>=+1', 'a>=.5', 'a>=1.', 'a=0x10', 'a>=NaN', 'a>=Infinity'],
  ...['a>=1.2345', 'a>=1234567890123', 'a>=--1', 'a=30d', 'a=٣', 'a>=٣', 'a=$x', 'a=*', 'a=b;c', 'a=\tb', 'a\t=b'],
  ...['a=b,', ',a=b', 'a=b,,c=d', 'a=b;c=d', 'a=b c=d', 'a=b && true', 'a=b) || (1 == 1', `${'a'.repeat(65)}=b`],
  ...[`a=${'b'.repeat(101)}`, Array(11).fill('a=b').join(', '), `a=b,${' '.repeat(500)}c=d`],
  ['formats=json', 'formats=json'],
  ['a="', '"'],
]

t.test('a malformed or repeated condition is 400, whatever the plan has', async t => {
  const app = await build(t)
  const { key } = await withKey(app)
  for (const header of MALFORMED) {
    const reply = await use(app, key, { 'x-required-entitlement': header })
    const expected = { code: 'validation_error', details: { 'X-Required-Entitlement': /formats=stix/ } }
    t.match([reply.statusCode, reply.json().error], [400, expected], JSON.stringify(header))
  }
})

t.test('the three headers about the plan can be combined, and all of them must be met', async t => {
  const app = await build(t)
  const { key } = await withKey(app)
  const met = { 'x-required-format': 'json', 'x-required-lookback-days': '30', 'x-required-entitlement': 'sso=true' }
  t.equal((await use(app, key, met)).statusCode, 200)
  const unmet: Record<string, string>[] = [
    { 'x-required-format': 'stix' },
    { 'x-required-lookback-days': '31' },
    { 'x-required-entitlement': 'sso=false' },
    { 'x-required-scope': 'x', 'x-required-entitlement': 'sso=false' },
  ]
  for (const each of unmet)
    t.equal((await use(app, key, { ...met, ...each })).json().error.code, 'insufficient_tier', JSON.stringify(each))
  t.equal((await use(app, key, { ...met, 'x-required-format': '3mf' })).statusCode, 400, 'it has the published formats')
})
