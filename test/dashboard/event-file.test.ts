import t from 'tap'
import { localDay } from '../../dashboard/base/format.js'
import { fileName } from '../../dashboard/history/file-name.js'
import { toJsonLines } from '../../dashboard/history/json-lines.js'
import { splitReason } from '../../dashboard/history/reason-code.js'

const NONE = { key_id: '', action: '', from: '', to: '', q: '' }
const KEY = '4cf04332-0000-4000-8000-00004ee3e5b0'
const events = ['2026-11-27T12:00:00Z', '2026-11-20T12:00:00Z', '2026-11-02T12:00:00Z'].map(at => ({ at }))

t.test("a file's name has the filter and the days that it covers", async t => {
  const named = (filter: Partial<typeof NONE>, of = events, extension = 'csv') =>
    fileName({ ...NONE, ...filter }, of, extension)
  t.equal(named({}), 'api-key-history_2026-11-02_to_2026-11-27.csv')
  t.equal(named({}, events.slice(0, 1), 'jsonl'), 'api-key-history_2026-11-27.jsonl')
  t.equal(named({ from: '2026-11-01', to: '2026-11-30' }), 'api-key-history_2026-11-01_to_2026-11-30.csv')
  t.equal(named({ from: '2026-11-01' }), 'api-key-history_2026-11-01_to_2026-11-27.csv')
  t.equal(
    named({ action: 'revoke_repeated', key_id: KEY, q: ' left on: a/train? ' }),
    'api-key-history_revoke-repeated_key-4cf04332_search-left-on-a-train_2026-11-02_to_2026-11-27.csv',
  )
  t.equal(named({ q: '../..' }), 'api-key-history_2026-11-02_to_2026-11-27.csv', 'no part of a path')
  t.equal(named({ q: 'é'.repeat(50) }, events.slice(0, 1)), `api-key-history_search-${'é'.repeat(40)}_2026-11-27.csv`)
  t.equal(named({}, []), 'api-key-history.csv')
})

t.test('a file of JSON Lines has one event a line, with the name of its key', async t => {
  const event = { id: '1', at: '2026-11-27T12:00:00Z', reason: 'two\nlines', name: 'SIEM “connector”' }
  const lines = toJsonLines([event, { ...event, id: '2' }] as never).split('\n')
  t.equal(lines.length, 3)
  t.equal(lines[2], '')
  const { name, ...rest } = event
  t.same(JSON.parse(String(lines[0])), { ...rest, key_name: name })
})

t.test('the code of a reason is apart from its text', async t => {
  t.same(splitReason('compromised: left on a train'), { code: 'compromised', text: 'left on a train' })
  t.same(splitReason('no longer used'), { code: 'no longer used', text: '' })
  t.same(splitReason('rotation of keys'), { code: '', text: 'rotation of keys' })
  t.same(splitReason(null), { code: '', text: null })
})

t.test('a day is that of the time zone of the reader', async t => {
  t.equal(localDay(new Date(2026, 0, 5, 23, 59).getTime()), '2026-01-05')
  t.equal(localDay(new Date(2026, 11, 31).toISOString()), '2026-12-31')
})
