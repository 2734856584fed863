import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { Turns } from '../../enforcement/turns.ts'

/** Does something in a turn. */
async function inTurn<T>(turns: Turns, task: () => Promise<T> | T) {
  const end = await turns.take()
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
  const end = await turns.take()
  const waiting = [turns.take(), turns.take()]
  await t.rejects(turns.take(), /too many/)
  await sleep(100)
  end()
  for (const one of waiting) await t.rejects(one, /too late/)
  t.equal(await inTurn(turns, () => 'later'), 'later')
})
