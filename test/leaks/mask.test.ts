import t from 'tap'
import { createApiKey } from '../../auth/api-key.ts'
import { KEY_FORMAT } from '../../config/key-format.ts'
import { keyShape } from '../../config/key-shape.ts'
import { credentialPatterns } from '../../leaks/credential-patterns.ts'
import { leakOf } from '../../leaks/leak.ts'
import { maskOf, spansOf } from '../../leaks/mask.ts'

const key = createApiKey(KEY_FORMAT).secret
const basic = Buffer.from('alice:hunter22').toString('base64')
const mask = maskOf({ keyFormat: KEY_FORMAT, importedKeyShapes: [keyShape('acme_ base58 21-22') as RegExp] })
const CREDENTIALS = credentialPatterns(KEY_FORMAT)
const noteOf = (note: string) => leakOf('report', { note }, mask).note
const urlOf = (source_url: string) => leakOf('report', { source_url }, mask).sourceUrl

/** Notes, with the text that is stored. */
const NOTES: Record<string, string> = {
  [`${key} in a log`]: 'sk_live_*** in a log',
  [`Authorization: Basic ${basic} here`]: 'Authorization: Basic *** here',
  'authorization: raw-0123456789-abcdefgh': 'authorization: ***',
  'Cookie: sid=abc; theme=dark\nnext line': 'Cookie: ***\nnext line',
  'Bearer abcdefgh12\nsecond line': 'Bearer ***\nsecond line',
  '{"password": "correct horse", "x": 1}': '{"password": "***", "x": 1}',
  '{\\"token\\": \\"hunter22\\"} x': '{\\"token\\": \\"***\\"} x',
  'password: hunter2, key: a1b2c3': 'password: *** key: ***',
  'postgres://alice:hunter2@db.example/app': 'postgres://***/app',
  'key -----BEGIN RSA PRIVATE KEY-----\nMIIE\n': 'key -----BEGIN RSA PRIVATE KEY-----***',
  'acme_3ZxhbfNcPqRsTuVwXyZ12.': '***.',
  // Other vendors: GitHub, GitLab, Stripe, Slack, AWS, Google, and a session.
  ...Object.fromEntries(
    [
      ['ghp', 'a1B2c3D4e5F6g7H8i9J0'],
      ['github', 'pat_11ABCDEFG0a1B2c3D4e5F6'],
      ['sk', 'test_a1B2c3D4e5F6g7H8'],
      ['npm', 'a1B2c3D4e5F6g7H8i9J0'],
    ].map(([prefix, rest]) => [`see ${prefix}_${rest}.`, 'see ***']),
  ),
  'see glpat-a1B2c3D4e5F6g7H8': 'see ***',
  'see xoxb-1234567890-abcdefghij': 'see ***',
  'see https://hooks.slack.com/services/T000/B000/XXXX': 'see https://hooks.slack.com/services/***',
  '(AKIAIOSFODNN7EXAMPLE)': '(***)',
  'see AIzaSyA-1234567890abcdefghijklmno': 'see ***',
  'see eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln': 'see ***',
}

/** Notes that are stored as they are. */
const PROSE = [
  'found in a public repository, 100% sure & fine',
  'Basic authentication is used. Token expired yesterday; key: unknown',
  'C:\\keys\\token\\x, https://example.com:8080/a@b, sk-learn, AKIA, eyJ, "quoted" and <b>&amp;</b>',
  'two\nlines, and a caf\u00e9',
]

t.test('credentials of many kinds are masked in a note, and prose stays', async t => {
  for (const [note, stored] of Object.entries(NOTES)) t.equal(noteOf(note), stored)
  for (const note of PROSE) t.equal(noteOf(note), note)
})

t.test('where only decoding shows a credential, that part of the text is stored as ***', async t => {
  const escaped = key.replaceAll('_', '%5F')
  for (const [note, stored] of Object.entries({
    [`see https://x.example/?%61pi_%6bey%3D${escaped}&x ok`]: 'see *** ok',
    '%2542earer%2520abcdefgh1234 ok': '*** ok',
    '"\\u0070assword=hunter2" ok': '*** ok',
    'password&#61;hunter2 ok': '*** ok',
    [`Basic%20${encodeURIComponent(basic)} ok`]: '*** ok',
    [`${Buffer.from(key).toString('base64')} ok`]: '*** ok',
    [`${key.slice(0, 30)}\u00ad${key.slice(30)} ok`]: '*** ok',
    [`> ${key.slice(0, 30)}\r\n> ${key.slice(30)} ok`]: '***',
    'Bearer\\u0020abcdefgh and Basic&#32;\tb2theTpodW50ZXIy': '***',
    // Decoded three times, and still not plain.
    'x %2525252541 ok': 'x *** ok',
  }))
    t.equal(noteOf(note), stored)
  t.equal(noteOf(`${'a '.repeat(110)}%6bey=abc`), '***', 'a text of many parts as a whole')
})

t.test('an address is masked by segment and by parameter', async t => {
  for (const [url, stored] of Object.entries({
    [`https://u:p@x.example/a/${key}/b?api_key=${key}&x=1#L1`]: 'https://x.example/a/sk_live_***/b?api_key=***&x=1#L1',
    [`https://x.example/Basic%20${basic}/b?q=%5Fa&z=%73${key.slice(1)}#L2`]: 'https://x.example/***/b?q=%5Fa&***#L2',
    'https://x.example/a/%42earer%20abcdefgh/b': 'https://x.example/a/***/b',
    'https://x.example/?q=Bearer+abcdefgh&y=%3Ftoken%3Dabc': 'https://x.example/?q=Bearer+***&***',
    'https://x.example/a%20b?q=%22x%22#L10': 'https://x.example/a%20b?q=%22x%22#L10',
    [`https://x.example/${'a/'.repeat(110)}%6bey=abc`]: 'https://x.example/***',
  }))
    t.equal(urlOf(url), stored)
})

/** The source of a pattern without its character classes and escapes, which hold no quantifier. */
const bare = (source: string) => source.replace(/\[(?:\\.|[^\]\\])*\]|\\./g, 'x')

t.test('every pattern has a bounded beginning and one class of characters behind it', async t => {
  for (const { head, tail } of CREDENTIALS) {
    t.notMatch(bare(head.source), /[*+]|\{\d+,\}/, 'no unbounded quantifier')
    t.notMatch(bare(head.source), /\{[^}]*\}\)\{|\)\{/, 'no repeated group')
    t.match(bare(tail.source), /^x\*$/)
    t.same([head.flags, tail.flags], ['g', 'y'])
  }
})

/** Texts that cost patterns with overlapping parts quadratic time. */
const UNITS = [
  'eyJ-',
  'eyJabcdefgh.',
  'cookie: ',
  'token=',
  'Bearer ',
  '://a:',
  'ghp_',
  '-----BEGIN ',
  'basic a',
  'sk-',
]

t.test('no character is read by two tails of a pattern, so twice the text takes twice the steps', async t => {
  for (const unit of UNITS)
    for (const { head, tail } of CREDENTIALS) {
      const [once, twice] = [1_000, 2_000].map(times => steps({ head, tail }, unit.repeat(times))) as [number, number]
      t.ok(twice <= 2 * once + unit.length, `${unit}: ${once}, then ${twice}, of ${head}`)
    }
})

/** The characters that tails read, and the searches for heads. */
function steps(pattern: (typeof CREDENTIALS)[number], text: string) {
  const spans = spansOf(pattern)(text)
  return spans.reduce((sum, [from, to]) => sum + to - from, 0) + spans.length
}
