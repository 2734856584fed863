import { setImmediate as tick } from 'node:timers/promises'
import t from 'tap'
import { sharesOf } from '../../limits/shares.ts'

const LONG_MS = 60_000

t.test('an account takes no more places than its share, and others get the rest', async t => {
  const shares = sharesOf(3, 2)
  const first = await shares.take('a', LONG_MS)
  await shares.take('a', LONG_MS)
  t.equal(await shares.take('a', 1), undefined, 'a third place is not given in time')
  t.ok(await shares.take('b', LONG_MS), 'while another account gets one')
  t.equal(await shares.take('c', 1), undefined, 'and then all are taken')
  t.equal(shares.waitingCount, 0)
  first?.()
  t.ok(await shares.take('c', LONG_MS))
})

t.test('a wait with no time left gets a place only if one is free', async t => {
  const warnings: string[] = []
  const hear = ({ name }: Error) => warnings.push(name)
  process.on('warning', hear)
  t.teardown(() => process.off('warning', hear))
  const shares = sharesOf(1)
  const leave = await shares.take('a', -1)
  t.ok(leave)
  t.equal(await shares.take('b', -1), undefined)
  await tick()
  t.same(warnings, [], 'no timer has a negative time')
})

t.test('a free place goes to the account with the fewest places, then to the longest wait', async t => {
  const shares = sharesOf(2)
  const [first] = await Promise.all(['a', 'a'].map(account => shares.take(account, LONG_MS)))
  const order: string[] = []
  const use = async (name: string) => {
    const leave = await shares.take(name.slice(0, 1), LONG_MS)
    order.push(name)
    leave?.()
  }
  const uses = ['a1', 'a2', 'b'].map(use)
  t.equal(shares.waitingCount, 3)
  first?.()
  await Promise.all(uses)
  t.same(order, ['b', 'a1', 'a2'])
})
