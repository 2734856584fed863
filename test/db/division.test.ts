import t from 'tap'
import { divide } from '../../db/connection/division.ts'
import type { Leave } from '../../limits/shares.ts'

type Enter = (withinMs: number) => Promise<Leave | undefined>

/** A divided pool of 7, with the places themselves instead of connections. */
function divided() {
  const pool = { options: { max: 7 }, totalCount: 7, idleCount: 2, waitingCount: 1 }
  return divide(pool as never, { after: (enter: Enter) => enter } as never, enter => enter as unknown as Enter)
}

t.test('a search that finds no connection gives its place back', async t => {
  const { db, searching, use } = divided()
  const others = await Promise.all([db(1), db(1), db(1), db(1)])
  t.equal(await searching('a')(1), undefined)
  t.equal(await searching('a')(1), undefined)
  const waiting = db(60_000)
  t.match(use, { totalCount: 7, idleCount: 2, waitingCount: 2 })
  for (const leave of others) leave?.()
  t.ok(await waiting)
  const searches = await Promise.all(['a', 'b', 'c'].map(account => searching(account)(1)))
  t.ok(searches.every(Boolean), 'all three places for searches are free again')
  t.equal(await searching('d')(1), undefined, 'the fourth waits in vain')
})

t.test('no account gets all places for searches or for revocations of many keys', async t => {
  const { searching, revokingMany } = divided()
  t.same((await Promise.all([1, 2, 3].map(() => searching('a')(1)))).map(Boolean), [true, true, false])
  t.same((await Promise.all([1, 2].map(() => revokingMany('a')(1)))).map(Boolean), [true, false])
  t.ok(await revokingMany('b')(1))
})
