import { createHash } from 'node:crypto'
import t from 'tap'
import { checksum, createApiKey, formatTest, sha256 } from '../../auth/api-key.ts'
import { startTest } from '../../auth/key-shapes.ts'
import { DEFAULT_PREFIX, KEY_FORMAT, type KeyFormat } from '../../config/key-format.ts'
import { keyFinder } from '../../leaks/find-keys.ts'
import { maskOf } from '../../leaks/mask.ts'

const DRAWS = 4_000
const isWellFormed = formatTest(KEY_FORMAT)
const keys = Array.from({ length: DRAWS }, () => createApiKey(KEY_FORMAT))

t.test("the checksum is GitHub's: CRC32 in base62, padded to six", async t => {
  t.equal(checksum('zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ'), '0mLq17')
  t.equal(checksum(''), '000000')
  t.ok(keys.every(({ secret }) => /^[0-9A-Za-z]{6}$/.test(checksum(secret.slice(17, 60)))))
})

t.test('a new key has the documented format, and its parts match', async t => {
  for (const { secret, publicId, last4, digest } of keys.slice(0, 200)) {
    t.match(secret, /^sk_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}[0-9A-Za-z]{6}$/)
    t.equal(secret.slice(8, 16), publicId)
    t.equal(secret.slice(-4), last4)
    t.same(digest, createHash('sha256').update(secret).digest())
    t.same(sha256(secret), digest)
    t.ok(isWellFormed(secret))
  }
})

t.test("no part of a key matches Stripe's leak rule", async t =>
  t.notOk(keys.some(({ secret }) => /sk_live_[A-Za-z0-9]{10,}/.test(secret))),
)

t.test('no two keys are the same', async t => {
  t.equal(new Set(keys.map(key => key.secret)).size, DRAWS)
  t.equal(new Set(keys.map(key => key.digest.toString('hex'))).size, DRAWS)
})

t.test('every character is equally likely at every position', async t => {
  // 61 degrees of freedom: above 160 once in 10^10 draws. A plain remainder of a byte gives some 4,000 here.
  const secrets = keys.map(({ secret }) => secret.slice(17, 60)).join('')
  t.ok(chiSquare(secrets) < 160, 'the secret', { found: chiSquare(secrets) })
  const publicIds = keys.map(key => key.publicId).join('')
  t.ok(chiSquare(publicIds) < 160, 'the public id', { found: chiSquare(publicIds) })
  const biased = [...crypto.getRandomValues(new Uint8Array(60_000)), ...crypto.getRandomValues(new Uint8Array(60_000))]
  t.ok(chiSquare(biased.map(byte => ALPHABET[byte % 62]).join('')) > 400, 'this test would notice a plain remainder')
})

t.test('a mistyped key is detected without a database query', async t => {
  const { secret } = createApiKey(KEY_FORMAT)
  for (let at = 0; at < secret.length; at++) {
    if (at >= 8 && at < 16) continue // the public id has no checksum: it is for people
    for (const other of ['0', 'a', 'Z', '_', ' ', '\n', 'é', ''])
      if (other !== secret[at]) t.notOk(isWellFormed(secret.slice(0, at) + other + secret.slice(at + 1)), `place ${at}`)
  }
})

t.test('a text that is not a key is detected too', async t => {
  const { secret } = createApiKey(KEY_FORMAT)
  const others = ['', 'sk_live_', `${secret} `, ` ${secret}`, `${secret}\n`, secret.toLowerCase(), secret.toUpperCase()]
  for (const other of [...others, secret.repeat(2), secret.replace('live', 'test'), secret.replace('sk', 'pk')])
    t.notOk(isWellFormed(other), other)
})

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Pearson's statistic of a text against the uniform distribution over the alphabet. */
function chiSquare(text: string) {
  const counts = new Map([...ALPHABET].map(character => [character, 0]))
  for (const character of text) counts.set(character, (counts.get(character) ?? Number.NaN) + 1)
  const expected = text.length / ALPHABET.length
  return [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

t.test('a key of another format is created, recognized, found and masked like any other', async t => {
  const keyFormat: KeyFormat = { prefixes: ['acme_'] }
  const known = { keyFormat, importedKeyShapes: [] }
  const { secret } = createApiKey(keyFormat)
  t.match(secret, /^acme_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/)
  t.ok(formatTest(keyFormat)(secret))
  t.notOk(isWellFormed(secret), 'but not in the default format')
  t.notOk(formatTest(keyFormat)(createApiKey(KEY_FORMAT).secret))
  t.ok(startTest(known)('acme_4fT8'))
  t.notOk(startTest(known)(DEFAULT_PREFIX))
  const findKeys = keyFinder(known)
  for (const before of ['', 'a', 'ab']) {
    const text = Buffer.from(`${before}${secret}`).toString('base64')
    t.same([...findKeys(text)], [secret], 'in base64, at every offset')
  }
  t.equal(maskOf(known)(`found ${secret} here`, /(\s+)/), 'found acme_*** here')
})
