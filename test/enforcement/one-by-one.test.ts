import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { OneByOne } from '../../enforcement/one-by-one.ts'

t.test('tasks run one at a time, in their order, and one that fails holds up none', async t => {
  const turns = new OneByOne(10, 1_000)
  const seen: string[] = []
  const task = (name: string, fails = false) =>
    turns.run(async () => {
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

t.test('more than may wait are refused at once, and those whose turn comes too late are not run', async t => {
  const turns = new OneByOne(2, 50)
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const ran: string[] = []
  const first = turns.run(() => held)
  await sleep(1)
  const waiting = ['a', 'b'].map(name => turns.run(async () => void ran.push(name)))
  await t.rejects(
    turns.run(async () => {}),
    /too many/,
  )
  await sleep(100)
  release()
  await first
  for (const one of waiting) await t.rejects(one, /too late/)
  t.same(ran, [])
  await turns.run(async () => void ran.push('later'))
  t.same(ran, ['later'])
})
