import t from 'tap'
import { traceId } from '../../http/trace-id.ts'

const ID = '0af7651916cd43dd8448eb211c80319c'
const PARENT = 'b7ad6b7169203331'

t.test('the trace ID of a valid traceparent is read, and any other is ignored', async t => {
  for (const header of [`00-${ID}-${PARENT}-01`, `00-${ID}-${PARENT}-00`, `cc-${ID}-${PARENT}-01-later`])
    t.equal(traceId(header), ID, header)
  for (const header of [
    undefined,
    '',
    [`00-${ID}-${PARENT}-01`, `00-${ID}-${PARENT}-01`],
    `ff-${ID}-${PARENT}-01`,
    `00-${ID.toUpperCase()}-${PARENT}-01`,
    `00-${'0'.repeat(32)}-${PARENT}-01`,
    `00-${ID}-${'0'.repeat(16)}-01`,
    `00-${ID}-${PARENT}-01-more`,
    `00-${ID}-${PARENT}`,
    ` 00-${ID}-${PARENT}-01`,
    `00-${ID}-${PARENT}-01\nsk_live_`,
  ])
    t.equal(traceId(header), undefined, JSON.stringify(header))
})
