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
} as const

t.test('the history as CSV has a line an event, and quotes whatever it says', async t => {
  const text = toCsv([{ ...event, reason: 'found by "us",\nin a paste', details: { leak: { door: 'owner' } } }])
  t.equal(
    text,
    'time,action,key_id,key_name,actor,reason,details,ip,request_id\r\n' +
      `"${event.at}","revoke","${event.key_id}","SIEM","operator","found by ""us"",\nin a paste",` +
      '"{""leak"":{""door"":""owner""}}","","req_1"\r\n',
  )
})

t.test('no cell is a formula to a spreadsheet', async t => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
    t.match(toCsv([{ ...event, name: `${start}HYPERLINK("https://x.example")` }]), `,"'${start}HYPERLINK`)
})
