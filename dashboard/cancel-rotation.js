import { api } from './api.js'
import { Dialog } from './dialog.js'
import { Failure } from './failure.js'
import { Words } from './format.js'
import { useAction } from './load.js'
import { Consent, ReasonField } from './reason.js'
import { html, useRef } from './view.js'

/** @import { Key } from '../client/client.js' */

/**
 * Takes a rotation back.
 * @param {{ subject: Key, onCanceled: (key: Key, words: string) => void, onClose: () => void }} props
 */
export function CancelRotation({ subject, onCanceled, onClose }) {
  const { run, busy, error } = useAction()
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  const again = () => form.current?.requestSubmit()
  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  function submit(event) {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason')).trim()
    run(async () => {
      const key = await api.cancelRotation(subject.id, reason ? { reason } : {})
      onCanceled(key, `${key.name} works on as before. The key that was to replace it is revoked.`)
    })
  }
  return html`<${Dialog} title="Cancel the rotation?" onClose=${onClose}>
    <form ref=${form} onSubmit=${submit}>
      <p class="subject"><strong><${Words} text=${subject.name} /></strong> <code>${subject.prefix}…${subject.last4}</code> works on as before, and the key that was to replace it is revoked.</p>
      <${ReasonField} />
      <${Consent} words="Programs that use the new key lose access immediately." />
      ${error && html`<${Failure} error=${error} retry=${again} busy=${busy} />`}
      <footer>
        <button type="button" onClick=${onClose}>Keep rotating</button>
        <button type="submit" class="danger solid" disabled=${busy}>${busy ? 'Canceling…' : 'Cancel rotation'}</button>
      </footer>
    </form>
  <//>`
}
