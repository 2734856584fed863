import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { SlotQueue } from '../../limits/slot-queue.ts'

/** Runs a task in a slot. */
async function inSlot<T>(queue: SlotQueue, task: () => Promise<T> | T) {
  const { end } = await queue.take(100)
  try {
    return await task()
  } finally {
    end()
  }
}

t.test('slots begin one at a time, in order, and a task that fails does not block the next', async t => {
  const queue = new SlotQueue(10, 1_000)
  const seen: string[] = []
  const task = (name: string, fails = false) =>
    inSlot(queue, async () => {
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

t.test('a full queue rejects immediately, and a slot that would begin too late is rejected', async t => {
  const queue = new SlotQueue(2, 50)
  const { end } = await queue.take(100)
  const waiting = [queue.take(100), queue.take(100)]
  await t.rejects(queue.take(100), /too many/)
  await sleep(500)
  end()
  for (const one of waiting) await t.rejects(one, /too late/)
  t.equal(await inSlot(queue, () => 'later'), 'later')
})

/** When slots are due, from the first on, in ms, if the first takes this long. */
async function dues(sizes: number[], firstTakesMs: number) {
  const queue = new SlotQueue(sizes.length, 10_000)
  const taken = sizes.map(async (size, at) => {
    const { due, end } = await queue.take(size)
    if (at === 0) await sleep(firstTakesMs)
    end()
    return due
  })
  const [first = 0, ...others] = await Promise.all(taken)
  return others.map(due => due - first)
}

t.test('when a slot is due depends on the sizes of the work before it, not on how long that takes', async t => {
  const sizes = [100, 60_000, 1_000_000, 100, 100]
  for (const firstTakesMs of [0, 50, 100]) {
    const expected = [10.5, 320.5, 820.5, 831]
    for (const [at, due] of (await dues(sizes, firstTakesMs)).entries())
      t.ok(Math.abs(due - (expected[at] as number)) < 0.001, `${due}`)
  }
})

t.test('a slot that would be due too late is rejected on arrival', async t => {
  const queue = new SlotQueue(10, 400)
  const [first, second, third] = [queue.take(60_000), queue.take(60_000), queue.take(100)]
  await t.rejects(third, /too many/)
  for (const slot of [first, second]) (await slot).end()
})
