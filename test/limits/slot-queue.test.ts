import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { Turns } from '../../limits/slot-queue.ts'

/** Does something in a turn. */
async function inTurn<T>(turns: Turns, task: () => Promise<T> | T) {
  const { end } = await turns.take(100)
  try {
    return await task()
  } finally {
    end()
  }
}

t.test('turns are taken one at a time, in their order, and one that fails holds up none', async t => {
  const turns = new Turns(10, 1_000)
  const seen: string[] = []
  const task = (name: string, fails = false) =>
    inTurn(turns, async () => {
      seen.push(`${name} begins`)
      await sleep(10)
      seen.push(`${name} ends`)
      if (fails) throw new Error('it failed')
      return name
    })
  const results = await Promise.allSettled([task('a'), task('b', true), task('c')])
  t.match(results, [{ value: 'a' }, { reason: { message: 'it failed' } }, { value: 'c' }])
  t.same(seen, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

t.test('more than may wait are refused at once, and those whose turn comes too late get none', async t => {
  const turns = new Turns(2, 50)
  const { end } = await turns.take(100)
  const waiting = [turns.take(100), turns.take(100)]
  await t.rejects(turns.take(100), /too many/)
  await sleep(500)
  end()
  for (const one of waiting) await t.rejects(one, /too late/)
  t.equal(await inTurn(turns, () => 'later'), 'later')
})

/** When turns are due, from the first on, in ms, if the first takes this long. */
async function dues(sizes: number[], firstTakesMs: number) {
  const turns = new Turns(sizes.length, 10_000)
  const taken = sizes.map(async (size, at) => {
    const { due, end } = await turns.take(size)
    if (at === 0) await sleep(firstTakesMs)
    end()
    return due
  })
  const [first = 0, ...others] = await Promise.all(taken)
  return others.map(due => due - first)
}

t.test('when a turn is due depends on the sizes before it, not on how long they take', async t => {
  const sizes = [100, 60_000, 1_000_000, 100, 100]
  for (const firstTakesMs of [0, 50, 100]) {
    const expected = [10.5, 320.5, 820.5, 831]
    for (const [at, due] of (await dues(sizes, firstTakesMs)).entries())
      t.ok(Math.abs(due - (expected[at] as number)) < 0.001, `${due}`)
  }
})

t.test('a turn that would be due too late is refused on arrival', async t => {
  const turns = new Turns(10, 400)
  const [first, second, third] = [turns.take(60_000), turns.take(60_000), turns.take(100)]
  await t.rejects(third, /too many/)
  for (const turn of [first, second]) (await turn).end()
})
