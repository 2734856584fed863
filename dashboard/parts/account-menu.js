import { api } from '../base/api.js'
import { compact, shortId } from '../base/format.js'
import { useShortcutSetting } from '../base/shortcuts.js'
import { html } from '../base/view.js'
import { Menu } from './menu.js'

/** @import { Session } from '../../client/client.js' */

/** The account's plan and use of the day, and a menu behind the person's initials. @param {{ session: Session }} props */
export function AccountMenu({ session }) {
  const { account_id: id, plan, limits, portal, sign_out_url: url } = session
  const email = portal?.label ?? session.email
  const [shortcuts, toggle] = useShortcutSetting()
  const name = email ?? `account ${shortId(id)}`
  return html`<div class="account">
    <span class="plan">${plan.title}${limits.day && ` · ${used(limits.day)} today`}</span>
    <${Menu} id="account-menu" label="Signed in: ${name}" words=${initialsOf(email)}>
      <p class="who" title=${id}>${name}</p>
      <button type="button" aria-pressed=${shortcuts} onClick=${toggle}>${shortcuts ? 'Turn off' : 'Turn on'} keyboard shortcuts</button>
      ${portal?.return_url && html`<a class="button" href=${portal.return_url}>Back to ${new URL(portal.return_url).host}</a>`}
      ${portal && html`<button type="button" onClick=${signOut}>Sign out</button>`}
      ${!portal && url && html`<a class="button" href=${url}>Sign out</a>`}
    <//>
  </div>`
}

/** Ends the session of a link. The page then shows that no one is signed in, or why that could not be done. */
async function signOut() {
  await api.signOut().catch(() => {})
  location.reload()
}

/** @param {{ limit: number, remaining: number }} day */
const used = ({ limit, remaining }) => `${compact(limit - remaining)} of ${compact(limit)}`

/** @param {string | null} email */
const initialsOf = email =>
  (email ?? '')
    .replace(/@.*/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, 2)
    .map(part => [...part][0]?.toUpperCase())
    .join('') || '☰'
