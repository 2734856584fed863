import t from 'tap'
import type { Key } from '../../client/client.js'
import { about, isStillCalled, tone } from '../../dashboard/keys/about.js'

const now = Date.parse('2026-12-01T12:00:00Z')
const days = (count: number) => new Date(now + count * 86_400_000).toISOString()
const key = (facts: Partial<Key>) =>
  ({
    status: 'active',
    description: null,
    scopes: ['iocs:read'],
    created_at: days(-3),
    expires_at: null,
    last_used_at: days(-1),
    last_rejected_at: null,
    replaces: null,
    to_be_rotated: false,
    grace_started_at: null,
    ...facts,
  }) as Key
const words = (facts: Partial<Key>) =>
  about(key(facts), now)
    .map(({ text, warns }) => (warns ? `!${text}` : text))
    .join(' · ')

t.test('the line under a name is the description and the scopes', async t => {
  t.equal(words({}), 'iocs:read')
  t.equal(words({ description: 'Splunk HEC', scopes: ['a', 'b'] }), 'Splunk HEC · a, b')
  t.equal(words({ scopes: ['a', 'b', 'c'] }), '3 scopes')
  t.equal(words({ scopes: [] }), 'no scopes')
})

t.test('or what needs attention', async t => {
  t.equal(words({ scopes: null }), '!full access')
  t.equal(words({ created_at: days(-379), last_used_at: null }), '!Never used in 379 days · iocs:read')
  t.equal(words({ created_at: days(-29.9), last_used_at: null }), 'iocs:read', 'a new key may be unused')
  t.equal(words({ replaces: 'x', last_used_at: null }), '!New key not used yet · replaces an older key')
  t.equal(words({ to_be_rotated: true }), '!Its creator has left: rotate it · iocs:read')
  const paused = { paused_at: '2026-11-30T12:00:00Z', pause_reason: null }
  t.equal(words(paused), '!Paused 30 Nov')
  t.equal(words({ ...paused, pause_reason: 'an audit' }), '!Paused 30 Nov · an audit')
  const retiring = { status: 'retiring', expires_at: '2026-12-30T12:00:00Z' } as const
  t.equal(words(retiring), '!New key not used yet — this key works until 30 Dec')
  t.equal(words({ ...retiring, grace_started_at: days(0) }), 'New key in use — this key stops 30 Dec')
  t.equal(words({ status: 'expired', expires_at: '2025-11-03T12:00:00Z' }), 'Expired 3 Nov 2025')
  const revoked = { status: 'revoked', revoked_at: '2026-11-27T12:00:00Z', revocation_reason: null } as const
  t.equal(words(revoked), 'Revoked 27 Nov')
  t.equal(
    words({ ...revoked, revocation_reason: 'compromised', last_rejected_at: days(-1 / 1440) }),
    '!Last rejected 1 min ago · Revoked 27 Nov · compromised',
  )
})

t.test('the dot has the tone of the line', async t => {
  t.equal(tone(key({})), 'good')
  t.equal(tone(key({ last_used_at: null })), 'idle')
  t.equal(tone(key({ last_used_at: null, replaces: 'x' })), 'warned')
  t.equal(tone(key({ to_be_rotated: true })), 'warned')
  t.equal(tone(key({ status: 'retiring' })), 'warned')
  t.equal(tone(key({ status: 'retiring', grace_started_at: days(0) })), 'good')
  t.equal(tone(key({ paused_at: days(-1) })), 'warned')
  t.equal(tone(key({ status: 'revoked' })), 'bad')
  t.equal(tone(key({ status: 'expired' })), 'idle')
})

t.test('a key is still being called if it was rejected in the last 24 hours', async t => {
  t.equal(isStillCalled(key({ last_rejected_at: days(-0.99) }), now), true)
  t.equal(isStillCalled(key({ last_rejected_at: days(-1.01) }), now), false)
  t.equal(isStillCalled(key({}), now), false)
})
