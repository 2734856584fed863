import { watchSession } from '../base/account.js'
import { brand } from '../base/brand.js'
import { UserText } from '../base/format.js'
import { html, useEffect, useState } from '../base/view.js'
import { Copyable } from '../parts/copyable.js'
import { Dialog } from '../parts/dialog.js'
import { takeFocus } from '../parts/leaving.js'
import { FirstUse } from './first-use.js'
import { envLine } from './snippets.js'
import { TryIt } from './try-it.js'

/** @import { CreatedKey } from '../../client/client.js' */

/**
 * Shows a new key's secret, the only time it is shown.
 * @param {{ subject: CreatedKey, next?: string, onClose: () => void }} props
 */
export function Secret({ subject, next, onClose }) {
  const { key, name } = subject
  const [saved, setSaved] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const [signedOut, setSignedOut] = useState(false)
  useEffect(() => watchSession(change => change === 'ended' && setSignedOut(true)), [])
  if (signedOut) return html`<${Hidden} saved=${saved} name=${name} onClose=${onClose} />`
  const close = () => (saved ? onClose() : setLeaving(true))
  return html`<${Dialog} title="Save your key" onClose=${close}>
    <p>Save the key <strong><${UserText} text=${name} /></strong> now. You won’t be able to see it again, because ${brand.name} does not store it.</p>
    ${next && html`<p>${next}</p>`}
    <${Copyable} label="Key" text=${key} rows="2" onCopied=${() => setSaved(true)} autofocus />
    <p class="save"><${Download} text=${key} name=${name} onDone=${() => setSaved(true)} /> <${CopyEnv} text=${envLine(key)} onDone=${() => setSaved(true)} /></p>
    <${TryIt} />
    <${FirstUse} id=${subject.id} />
    ${
      leaving && !saved
        ? html`<footer class="leaving">
            <p role="alert"><strong>You have not saved the key.</strong> It cannot be shown again.</p>
            <button type="button" class="danger" onClick=${onClose}>Close anyway</button>
            <button type="button" class="primary" ref=${takeFocus} onClick=${() => setLeaving(false)}>Go back</button>
          </footer>`
        : html`<footer>
            <button type="button" class=${saved ? 'primary' : ''} onClick=${close}>Done</button>
          </footer>`
    }
  <//>`
}

/**
 * Replaces the secret once the session has ended, because the next person at this browser must not see it.
 * @param {{ saved: boolean, name: string, onClose: () => void }} props
 */
const Hidden = ({ saved, name, onClose }) => html`<${Dialog} title="You are signed out" onClose=${onClose}>
  <p>The key <strong><${UserText} text=${name} /></strong> is hidden now.${!saved && ' If you did not save it, revoke it and create a new one.'}</p>
  <footer><button type="button" class="primary" onClick=${onClose}>Close</button></footer>
<//>`

/** @param {{ text: string, name: string, onDone: () => void }} props */
function Download({ text, name, onDone }) {
  const [url, setUrl] = useState('')
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }))
    setUrl(url)
    return () => URL.revokeObjectURL(url)
  }, [text])
  const file = `${name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'api-key'}.txt`
  return html`<a class="button" href=${url} download=${file} onClick=${onDone}>Download</a>`
}

/** @param {{ text: string, onDone: () => void }} props */
function CopyEnv({ text, onDone }) {
  const [outcome, setOutcome] = useState('')
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('Copied')
      onDone()
    } catch {
      setOutcome('Copying failed')
    }
  }
  return html`<button type="button" onClick=${copy}>Copy .env line</button> <span role="status">${outcome}</span>`
}
