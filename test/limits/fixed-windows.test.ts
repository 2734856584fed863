import t, { type Test } from 'tap'
import { FixedWindows } from '../../limits/fixed-windows.ts'

const MINUTE_MS = 60_000
const START = 1_795_426_200_000

t.test('an account has exactly the limit per minute, and the whole limit in the next', async t => {
  const clock = stopClock(t)
  const windows = new FixedWindows(3)
  t.same(
    [1, 2, 3, 4, 5].map(() => windows.take('a')),
    [true, true, true, false, false],
  )
  t.same(windows.state('a'), { limit: 3, remaining: 0, reset: START / 1000 + 60 })
  t.same(windows.state('b'), { limit: 3, remaining: 3, reset: START / 1000 + 60 })
  clock.now = START + MINUTE_MS - 1
  t.notOk(windows.take('a'))
  clock.now = START + MINUTE_MS
  t.same(windows.state('a'), { limit: 3, remaining: 3, reset: START / 1000 + 120 })
  t.ok(windows.take('a'))
})

t.test('a clock that is set back starts no second window', async t => {
  const clock = stopClock(t)
  const windows = new FixedWindows(1)
  t.ok(windows.take('a'))
  clock.now = START - MINUTE_MS
  t.notOk(windows.take('a'))
})

t.test('after 50,000 accounts the others share one window, and the earlier ones keep theirs', async t => {
  stopClock(t)
  const windows = new FixedWindows(2)
  for (let at = 0; at < 50_000; at++) windows.take(`caller ${at}`)
  t.same([windows.take('late'), windows.take('later'), windows.take('last')], [true, true, false])
  t.equal(windows.state('never seen').remaining, 0)
  t.equal(windows.state('caller 7').remaining, 1)
  t.ok(windows.take('caller 7'))
})

/** Stops the clock of this process at the start of a minute until the test ends. */
function stopClock(t: Test) {
  const clock = { now: START }
  const real = Date.now
  Date.now = () => clock.now
  t.teardown(() => {
    Date.now = real
  })
  return clock
}
