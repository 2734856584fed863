import t from 'tap'
import { ago, compact, number, personOf, plural, Time, UserText, who } from '../../dashboard/base/format.js'
import { duration } from '../../dashboard/usage/duration.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Runs in another time zone, like a browser there. */
function inZone(zone: string, run: () => void) {
  const before = process.env['TZ']
  process.env['TZ'] = zone
  try {
    run()
  } finally {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  }
}

/** @param now local time without an offset */
const words = (now: string, then: string) => ago(new Date(then).toISOString(), new Date(now).getTime())

for (const zone of ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kathmandu'])
  t.test(`relative days follow the calendar in ${zone}`, async t => {
    inZone(zone, () => {
      // 30 November 2026 is a Monday.
      t.equal(words('2026-11-30T10:00', '2026-12-01T11:00'), 'tomorrow')
      t.equal(words('2026-11-30T10:00', '2026-12-02T09:00'), 'in 2 days', 'Wednesday, in 47 hours')
      t.equal(words('2026-11-30T10:00', '2026-12-02T23:59'), 'in 2 days')
      t.equal(words('2026-11-30T10:00', '2026-11-28T23:30'), '2 days ago', 'Saturday, 34 hours ago')
      t.equal(words('2026-11-30T10:00', '2026-11-29T09:00'), 'yesterday')
      t.equal(
        words('2026-11-30T23:59', '2026-12-02T00:01'),
        'in 2 days',
        'a day and two minutes later, after two midnights',
      )
      t.equal(words('2026-12-01T00:01', '2026-12-02T23:59'), 'tomorrow')
      t.equal(words('2026-11-30T23:30', '2026-12-01T00:10'), 'in 40 minutes')
      t.equal(words('2026-11-30T23:30', '2026-12-01T20:30'), 'in 21 hours')
      t.equal(words('2026-12-01T00:30', '2026-11-30T05:30'), '19 hours ago')
    })
  })

t.test('a day on which the clocks change counts as one day', async t => {
  inZone('Europe/Berlin', () => {
    // 25 October 2026 has 25 hours, 28 March 2027 has 23.
    t.equal(words('2026-10-24T12:00', '2026-10-25T12:00'), 'tomorrow', '25 hours')
    t.equal(words('2026-10-25T00:00', '2026-10-25T23:30'), 'in 24 hours', 'more than 24 hours in one day')
    t.equal(words('2026-10-25T23:30', '2026-10-25T00:00'), '24 hours ago')
    t.equal(words('2026-10-24T12:00', '2026-10-29T11:00'), 'in 5 days')
    t.equal(words('2027-03-27T12:00', '2027-03-28T12:00'), 'in 23 hours')
    t.equal(words('2027-03-27T12:00', '2027-03-29T11:00'), 'in 2 days', '46 hours')
    t.equal(words('2027-03-29T11:00', '2027-03-27T12:00'), '2 days ago')
  })
})

t.test('a new key shows the lifetime that was chosen', async t => {
  const now = Date.now()
  const left = (ms: number) => ago(new Date(now + ms - 2_000).toISOString(), now)
  t.equal(left(MINUTE), 'in 1 minute')
  t.equal(left(HOUR), 'in 1 hour')
  t.equal(left(90 * MINUTE), 'in 1 hour', 'rounded down')
  inZone('UTC', () => {
    t.equal(left(5 * DAY), 'in 5 days')
    t.equal(left(7 * DAY), 'in 7 days')
    t.equal(left(30 * DAY), 'in 30 days')
    t.equal(left(90 * DAY), 'in 3 months')
    t.equal(left(365 * DAY), 'in 1 year')
  })
})

t.test('times are shown relative to now, in minutes to years', async t => {
  inZone('UTC', () => {
    const now = Date.parse('2026-12-02T12:00:00Z')
    const at = (ms: number) => ago(new Date(now + ms).toISOString(), now)
    t.equal(at(0), 'just now')
    t.equal(at(-20_000), 'just now')
    t.equal(at(20_000), 'in a moment')
    t.equal(at(-59 * MINUTE), '59 minutes ago')
    t.equal(at(-29 * DAY), '29 days ago')
    t.equal(at(-32 * DAY), '1 month ago', '31 October was not "last month" in December')
    t.equal(at(-300 * DAY), '10 months ago')
    t.equal(at(-365 * DAY), '1 year ago', 'and not "last year"')
    t.equal(at(-800 * DAY), '2 years ago')
  })
})

t.test("actors are named from the reader's point of view", async t => {
  const id = '0b5fca7e-0000-4000-8000-000000000001'
  t.equal(who(`user:${id}`, id), 'you')
  t.equal(who('user:12345678-0000-4000-8000-000000000002', id), 'person 12345678…')
  t.equal(who('user:user_42', id), 'person user_42')
  t.equal(who('user:user_42', 'user_42'), 'you')
  t.equal(who('operator', id), 'an operator')
  t.equal(who('system', id), 'keyward')
  t.equal(who(null, id), 'unknown')
})

t.test('a time has its exact UTC value in every format', async t => {
  const at = '2026-11-30T10:00:00.000Z'
  for (const as of ['ago', 'day', 'time'] as const) {
    const { type, props } = Time({ at, as }) as unknown as { type: string; props: Record<string, unknown> }
    t.match({ type, props }, { type: 'time', props: { datetime: at, title: at } }, as)
    t.ok(props['children'], as)
  }
  t.match(Time({ at: null }), { type: 'span', props: { children: 'Never' } })
  t.match(UserText({ text: '<b>' }), { type: 'bdi', props: { children: '<b>' } }, 'text stays text')
})

t.test('counts have separators and the right plural', async t => {
  t.equal(number(1_234_567), '1,234,567')
  t.equal(plural(1, 'key'), '1 key')
  t.equal(plural(1_000, 'key'), '1,000 keys')
  t.equal(plural(0, 'key'), '0 keys')
})

t.test('the end of a window is stated in days and hours, hours and minutes, or less', async t => {
  t.equal(duration(30 * 86_400 + 7_200), '30 d 2 h')
  t.equal(duration(86_399), '23 h 59 min')
  t.equal(duration(61), '1 min 1 s')
  t.equal(duration(59), '59 s')
})

t.test('a session without a person of its own is that of the account', async t => {
  t.equal(personOf({ account_id: 'org_7' }), 'org_7')
  t.equal(personOf({ account_id: 'org_7', person_id: 'user_42' }), 'user_42')
})

t.test('a time is written in each form, and its element has the exact one', t => {
  const at = '2025-11-23T15:23:05.000Z'
  const written = (as: 'ago' | 'brief' | 'day' | 'briefDay' | 'time' | 'exact' | 'clock') =>
    String(Time({ at, as }).props.children)
  inZone('UTC', () => {
    t.match(written('ago'), /ago$/)
    t.match(written('brief'), /ago$/)
    for (const as of ['day', 'briefDay'] as const) t.equal(written(as), '23 Nov 2025')
    t.equal(written('time'), '23 Nov 2025, 15:23')
    t.equal(written('exact'), '23 Nov 2025, 15:23:05')
    t.equal(written('clock'), '15:23:05')
  })
  t.match(Time({ at, as: 'day' }).props, { datetime: at, title: at })
  t.end()
})

t.test('a large number is short', t => {
  const numbers = [999, 1_500, 310_000, 1_000_000, 2_500_000_000]
  t.same(numbers.map(compact), ['999', '1.5k', '310k', '1M', '2.5B'])
  t.end()
})
