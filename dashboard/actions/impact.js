import { api } from '../base/api.js'
import { number, Time } from '../base/format.js'
import { useLoad } from '../base/load.js'
import { html } from '../base/view.js'

/** @import { Key } from '../../client/client.js' */

/**
 * The recent use of a key that is about to be revoked. If it cannot be loaded, the key can be revoked all the same.
 * @param {{ subject: Key }} props
 */
export function Impact({ subject }) {
  const { data, error } = useLoad(signal => read(subject.id, signal), [subject.id])
  if (error) return html`<p class="impact quiet">Usage could not be loaded. You can still revoke the key.</p>`
  const { day, week, isLast, key } = data ?? {}
  return html`<dl class="impact" aria-busy=${!data}>
    <div><dt>Last used</dt><dd>${key ? html`<${Time} at=${key.last_used_at} />` : '…'}</dd></div>
    <div><dt>Last 24 hours</dt><dd>${day === undefined ? '…' : requests(day)}</dd></div>
    <div><dt>Last 7 days</dt><dd>${week === undefined ? '…' : requests(week)}</dd></div>
  </dl>
  ${isLast && html`<p class="last">This is your account’s last active key. Programs that use it will need another key.</p>`}`
}

/** @param {number} count */
const requests = count => html`<strong>${number(count)}</strong> ${count === 1 ? 'request' : 'requests'}`

/** @param {string} id @param {AbortSignal} signal */
async function read(id, signal) {
  const [key, days, hours, active] = await Promise.all([
    api.getKey(id, { signal }),
    api.usage({ days: 7, key_id: id }, { signal }),
    api.usage({ hours: 24, key_id: id }, { signal }),
    api.listKeys({ status: 'active', limit: 2 }, { signal }),
  ])
  const isLast = active.data.length === 1 && active.data[0]?.id === id
  return { key, week: total(days.data), day: total(hours.data), isLast }
}

/** @param {import('../../client/client.js').UsageRow[]} rows */
const total = rows => rows.reduce((sum, row) => sum + row.requests, 0)
