import { api } from './api.js'
import { Dialog } from './dialog.js'
import { Failure } from './failure.js'
import { Words } from './format.js'
import { Impact } from './impact.js'
import { useAction } from './load.js'
import { Consent } from './reason.js'
import { html, useRef } from './view.js'

/** @import { Key } from '../client/client.js' */

/**
 * Revokes a key because others have it, and keeps where it was found.
 * @param {{ subject: Key, onRevoked: (key: Key, words: string) => void, onClose: () => void }} props
 */
export function ReportLeak({ subject, onRevoked, onClose }) {
  const { run, busy, error } = useAction()
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  const again = () => form.current?.requestSubmit()
  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  function submit(event) {
    event.preventDefault()
    const given = [...new FormData(event.currentTarget)].filter(([, value]) => String(value).trim() !== '')
    run(async () => {
      await api.reportLeak(subject.id, Object.fromEntries(given.map(([name, value]) => [name, String(value).trim()])))
      onRevoked(await api.getKey(subject.id), `${subject.name} is revoked. Requests with it are now rejected.`)
    })
  }
  return html`<${Dialog} title="Report a leak" onClose=${onClose}>
    <form ref=${form} onSubmit=${submit}>
      <p class="subject"><strong><${Words} text=${subject.name} /></strong> <code>${subject.prefix}…${subject.last4}</code> is revoked at once.</p>
      <${Impact} subject=${subject} />
      <label>Where it was found <input name="source_url" type="url" maxlength="2000" placeholder="https://…" autocomplete="off" autofocus /></label>
      <label>Note <input name="note" maxlength="400" autocomplete="off" aria-describedby="note-hint" /></label>
      <small id="note-hint">Both are optional, and shown with the key. Do not paste the key here.</small>
      <${Consent} words="Programs that use this key lose access immediately." />
      ${error && html`<${Failure} error=${error} retry=${again} busy=${busy} />`}
      <footer>
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="danger solid" disabled=${busy}>${busy ? 'Revoking…' : 'Revoke leaked key'}</button>
      </footer>
    </form>
  <//>`
}
