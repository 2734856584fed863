import { api } from '../base/api.js'
import { ago, briefDay, plural, UserText } from '../base/format.js'
import { LIMITS } from '../base/limits.js'
import { useLoad } from '../base/load.js'
import { html } from '../base/view.js'

/** @import { Key } from '../../client/client.js' */

/**
 * The sentence above the list while revoked or expired keys are being called.
 * @param {{ count: number }} props how many
 */
export function Attention({ count }) {
  const { data } = useLoad(
    signal => api.listKeys({ status: 'still_used', limit: LIMITS.pageSize }, { signal }),
    [count],
  )
  const busiest = data && busiestOf(data.data)
  return html`<div class="attention">
    <span class="dot warned"></span>
    <p><strong>${sentence(count, data?.data ?? [])}</strong>${busiest && html` <${Calls} subject=${busiest} />`}</p>
    <a class="button ghost" href="#/keys?status=still_used">Review</a>
  </div>`
}

/** @param {{ subject: Key }} props */
const Calls = ({
  subject: { name, rejected_count: count, revoked_at: revoked, expires_at: expiry, last_rejected_at: last },
}) =>
  html`${plural(count, 'request')} with “<${UserText} text=${name} />” ${count === 1 ? 'was' : 'were'} rejected since ${briefDay(revoked ?? expiry ?? '')}, the last one ${ago(last ?? '', Date.now(), 'short')}.`

/** @param {Key[]} keys */
const busiestOf = keys => keys.toSorted((a, b) => b.rejected_count - a.rejected_count)[0]

/** @param {number} count @param {Key[]} keys */
function sentence(count, keys) {
  const kinds = ['revoked', 'expired'].filter(kind => keys.length === 0 || keys.some(({ status }) => status === kind))
  return count === 1
    ? `1 ${kinds.join(' or ')} key is still being called.`
    : `${plural(count, `${kinds.join(' or ')} key`)} are still being called.`
}
