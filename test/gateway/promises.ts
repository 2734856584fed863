import type { Test } from 'tap'
import { needsPostgres } from '../kit/database.ts'
import { admits, carries, passesOn } from './admission.ts'
import { abandons } from './downloads.ts'
import { preflights, scopes, uploads, webSockets } from './frontends.ts'
import type { Gateway } from './harness.ts'
import { databaseAway, keywardAway, oneGone, rollingRestart, silent } from './outages.ts'
import { spellings } from './paths.ts'
import { limits, refuses, spoofs, tooLarge } from './refusals.ts'
import { reports } from './reports.ts'

export async function keepsItsPromises(t: Test, gateway: Gateway) {
  await t.test('an admitted request goes on with its identity and without its credential', t => admits(t, gateway))
  await t.test('the path and query go on as the client wrote them', t => passesOn(t, gateway))
  await t.test('a missing, wrong or revoked key, or two of them, gets the true answer', t => refuses(t, gateway))
  await t.test('the limit is exact over all instances, and what the tier lacks is refused', t => limits(t, gateway))
  await t.test('what a client says of itself counts for nothing', t => spoofs(t, gateway))
  await t.test('no other spelling of a path reaches the upstream or the inside', t => spellings(t, gateway))
  await t.test('leaks are reported through it', t => reports(t, gateway))
  await t.test('HEAD, bodies and pipelines pass as they are', t => carries(t, gateway))
  await t.test('what a location requires of the key is refused to those that lack it', t => scopes(t, gateway))
  await t.test('preflights go to the API, with nobody’s identity', t => preflights(t, gateway))
  await t.test('WebSockets are refused in words', t => webSockets(t, gateway))
  await t.test('large uploads pass, and with a bad key they are answered', t => uploads(t, gateway))
  await t.test('a download that a client abandons leaves no file open', t => abandons(t, gateway))
  await t.test('what is too large is refused, and is no outage', t => tooLarge(t, gateway))
  await t.test(...needsPostgres('a rolling restart fails no request'), t => rollingRestart(t, gateway))
  await t.test(...needsPostgres('a dead instance is not missed, nor a frozen one waited for'), t => oneGone(t, gateway))
  await t.test(...needsPostgres('a database that is away is 503'), t => databaseAway(t, gateway))
  await t.test('keyward that is away is 503', t => keywardAway(t, gateway))
  await t.test('no credential is in any log', t => silent(t, gateway))
}
