import type { Test } from 'tap'
import { needsPostgres } from '../kit/database.ts'
import { admits, forwards, passesUnchanged } from './admission.ts'
import { basic } from './basic.ts'
import { costs } from './costs.ts'
import { abandons } from './downloads.ts'
import { preflights, scopes, uploads, webSockets } from './frontends.ts'
import type { Gateway } from './harness.ts'
import {
  databaseUnreachable,
  deadAndFrozenInstances,
  keywardGone,
  logsNoCredential,
  rollingRestart,
} from './outages.ts'
import { spellings } from './paths.ts'
import { ignoresClaims, limits, rejects, tooLarge } from './rejections.ts'
import { reports } from './reports.ts'

export async function keepsItsPromises(t: Test, gateway: Gateway) {
  await t.test('an admitted request reaches the API with its identity and without its credential', t =>
    admits(t, gateway),
  )
  await t.test('the path and query reach the API as the client wrote them', t => forwards(t, gateway))
  await t.test("a missing, wrong, revoked or duplicate key gets keyward's own error", t => rejects(t, gateway))
  await t.test("the rate limit is exact across instances, and the tier's entitlements are enforced", t =>
    limits(t, gateway),
  )
  await t.test('identity and requirements from the client are ignored', t => ignoresClaims(t, gateway))
  await t.test('a client can neither set the cost of its request nor require anything', t => costs(t, gateway))
  await t.test('TAXII clients send a key by HTTP Basic, and only they are asked for it', t => basic(t, gateway))
  await t.test('no other spelling of a path reaches the upstream or an internal route', t => spellings(t, gateway))
  await t.test('leaks are reported through the gateway', t => reports(t, gateway))
  await t.test('HEAD requests, bodies and pipelined requests pass unchanged', t => passesUnchanged(t, gateway))
  await t.test('a key without the scope that a location requires is rejected', t => scopes(t, gateway))
  await t.test('preflights reach the API without an identity', t => preflights(t, gateway))
  await t.test('WebSockets are rejected with an error body', t => webSockets(t, gateway))
  await t.test('large uploads pass, and with a bad key they get the error', t => uploads(t, gateway))
  await t.test('an abandoned download leaves no file open', t => abandons(t, gateway))
  await t.test('a request that is too large is rejected and does not count as an outage', t => tooLarge(t, gateway))
  await t.test(...needsPostgres('a rolling restart fails no request'), t => rollingRestart(t, gateway))
  await t.test(...needsPostgres('requests are served while one instance is dead and another is frozen'), t =>
    deadAndFrozenInstances(t, gateway),
  )
  await t.test(...needsPostgres('an unreachable database is 503'), t => databaseUnreachable(t, gateway))
  await t.test('without keyward, every request is 503', t => keywardGone(t, gateway))
  await t.test('no log contains a credential', t => logsNoCredential(t, gateway))
}
