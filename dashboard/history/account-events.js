import { api } from '../base/api.js'
import { number, personOf, Time, UserText, who } from '../base/format.js'
import { limitWords } from '../base/limit-words.js'
import { useLoad } from '../base/load.js'
import { html } from '../base/view.js'
import { Failure } from '../parts/failure.js'
import { Pager, usePages } from '../parts/pages.js'

/** @import { AccountEvent, Limits, Session } from '../../client/client.js' */

const EVENTS = 10

/**
 * The changes of the account itself, such as its tier and limits. Shows nothing for an account without any.
 * @param {{ session: Session }} props
 */
export function AccountEvents({ session }) {
  const pages = usePages('account')
  const { data, error, loading, outdated, reload } = useLoad(
    signal => api.listAccountEvents({ limit: EVENTS, cursor: pages.cursor }, { signal }),
    [pages.cursor],
  )
  if (error)
    return html`<section class="account-history"><h2>Account</h2><${Failure} error=${error} retry=${reload} busy=${loading} /></section>`
  if (!data || (data.data.length === 0 && pages.number === 1)) return null
  return html`<section class="account-history">
    <h2>Account</h2>
    <div class="scroll" aria-busy=${outdated}><table class="events" role="table" aria-label="Account history">
      <thead role="rowgroup"><tr role="row">
        ${['Change', 'Time', 'Actor', 'Reason'].map(title => html`<th key=${title} role="columnheader" scope="col">${title}</th>`)}
      </tr></thead>
      <tbody role="rowgroup">
        ${data.data.map(event => html`<${Row} key=${event.id} event=${event} session=${session} />`)}
      </tbody>
    </table></div>
    <${Pager} pages=${pages} next=${data.next_cursor} />
  </section>`
}

/** @param {{ event: AccountEvent, session: Session }} props */
const Row = ({ event, session }) => html`<tr role="row">
  <th role="rowheader" scope="row" class="wrap">${SENTENCES[event.action](event.details)}</th>
  <td role="cell" data-label="Time"><${Time} at=${event.at} as="time" /></td>
  <td role="cell" data-label="Actor">${who(event.actor, personOf(session))}</td>
  <td role="cell" data-label="Reason" class=${event.reason ? 'wrap' : 'none'}>${event.reason && html`<${UserText} text=${event.reason} />`}</td>
</tr>`

/** @type {Record<AccountEvent['action'], (details: Details) => unknown>} */
const SENTENCES = {
  set_plan: ({ tier, tier_until: until, tier_after: after }) => html`
    ${tier ? (tier.from ? `Tier changed from ${tier.from} to ${tier.to}` : `Account created with the tier ${tier.to}`) : 'End of the tier changed'}${
      until?.to ? html`, until <${Time} at=${until.to} as="time" />` : until && !tier && ': it has none'
    }${after?.to && `, then ${after.to}`}`,
  set_limits: ({ limits }) =>
    limits?.to
      ? html`Own limits set: ${limitWords(limits.to)}${limits.to.until && html`, until <${Time} at=${limits.to.until} as="time" />`}`
      : "Own limits removed; the tier's apply",
  set_metadata: () => 'Metadata changed',
  set_member: ({ person, member_role: role }) =>
    role?.from ? `Role of ${person} changed from ${role.from} to ${role.to}` : `${person} added as a ${role?.to}`,
  remove_member: ({ person, keys }) =>
    `${person} removed; ${keys === 'revoke' ? 'their keys were to be revoked' : 'their keys are to be rotated'}`,
  reset_windows: ({ used }) =>
    used ? `Limits reset: ${number(used.minute)} used this minute, ${number(used.day)} today` : 'Limits reset',
  suspend: () => 'Account suspended: its keys are rejected',
  lift_suspension: () => 'Suspension lifted',
  start_session: ({ person, role }) => `Session started for ${person}${role ? `, as ${role}` : ''}`,
  end_session: ({ person, sessions }) =>
    sessions?.length === 1
      ? `Session of ${person} ended`
      : `${number(sessions?.length ?? 0)} sessions of ${person} ended`,
}

/**
 * @template Value
 * @typedef {{ from: Value | null, to: Value | null }} Changed
 */

/**
 * @typedef {object} Details
 * @property {Changed<string>} [tier]
 * @property {Changed<string>} [tier_until]
 * @property {Changed<string>} [tier_after]
 * @property {Changed<Limits & { until: string | null }>} [limits]
 * @property {{ minute: number, day: number }} [used]
 * @property {string} [person]
 * @property {string | null} [role]
 * @property {string[]} [sessions]
 * @property {Changed<string>} [member_role]
 * @property {'revoke' | 'hand_over'} [keys]
 */
