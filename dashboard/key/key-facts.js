import { scopeWords } from '../actions/scopes.js'
import { personOf, plural, Time, UserText, who } from '../base/format.js'
import { limitWords } from '../base/limit-words.js'
import { html } from '../base/view.js'
import { Expires } from '../keys/expires.js'
import { leakSource, Reason } from '../keys/status.js'
import { Copy } from '../parts/copy.js'

/** @import { Key, Session } from '../../client/client.js' */

/** @param {{ subject: Key, session: Session }} props */
export const KeyFacts = ({ subject: key, session }) => html`<dl class="facts card">
  <${Fact} title="Key"><${Copy} text=${key.prefix} shown="${key.prefix}…${key.last4 ?? ''}" label="prefix" words="Copy prefix" /><//>
  <${Fact} title="ID"><${Copy} text=${key.id} label="ID" /><//>
  <${Fact} title="Description">${key.description ? html`<${UserText} text=${key.description} />` : html`<span class="quiet">None</span>`}<//>
  <${Fact} title="Access">${scopeWords(key.scopes)}<//>
  <${Fact} title="Created"><${Time} at=${key.created_at} as="time" /> by ${creator(key, session)}<//>
  <${Fact} title="Last used"><${Time} at=${key.last_used_at} /><//>
  <${Fact} title="Expires"><${Expires} subject=${key} exact />${key.outside_policy && html`<span class="line quiet">Later than your plan allows for new keys</span>`}<//>
  ${key.limits && html`<${Fact} title="Limits">${limitWords(key.limits)}<//>`}
  ${key.replaces && html`<${Fact} title="Replaces"><a href="#/keys/${key.replaces}">an older key</a><//>`}
  ${key.replaced_by && html`<${Fact} title="Replaced by"><a href="#/keys/${key.replaced_by}">a newer key</a><//>`}
  ${
    key.revoked_at &&
    html`<${Fact} title="Revoked"><${Time} at=${key.revoked_at} as="time" /> by ${who(key.revoked_by, personOf(session))}<//>
      <${Fact} title="Reason"><${Reason} text=${key.revocation_reason} /><//>`
  }
  ${key.leak && html`<${Leak} leak=${key.leak} />`}
  ${
    key.rejected_count > 0 &&
    html`<${Fact} title="Rejected">${plural(key.rejected_count, 'request')}, latest <${Time} at=${key.last_rejected_at} /><//>`
  }
  ${REASONS.map(([count, title]) => key[count] > 0 && html`<${Fact} title=${title}>${plural(key[count], 'request')}<//>`)}
</dl>`

/** @param {Key} key @param {Session} session */
const creator = ({ created_by: by, created_by_label: label }, session) => {
  const name = who(by, personOf(session))
  return label !== null && name !== 'you' ? html`<${UserText} text=${label} />` : name
}

/** Why requests with a working key were rejected. */
const REASONS = /** @type {const} */ ([
  ['limited_count', 'Over a limit'],
  ['insufficient_count', 'Beyond the plan'],
  ['out_of_scope_count', 'Without the scope'],
  ['blocked_count', 'While suspended or paused'],
])

/** @param {{ title: string, children?: unknown }} props */
const Fact = ({ title, children }) => html`<div><dt>${title}</dt><dd>${children}</dd></div>`

/** @param {{ leak: NonNullable<Key['leak']> }} props */
const Leak = ({ leak }) => html`<${Fact} title="Leak">
  <span class="line">${leakSource(leak.reported_by)}</span>
  ${leak.source_url && html`<span class="line quiet"><${UserText} text=${leak.source_url} /></span>`}
  ${leak.note && html`<span class="line quiet"><${UserText} text=${leak.note} /></span>`}
<//>`
