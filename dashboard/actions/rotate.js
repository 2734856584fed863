import { api } from '../base/api.js'
import { dayOf, Words } from '../base/format.js'
import { html, useState } from '../base/view.js'
import { Choice } from '../parts/field.js'
import { FormDialog, textOf } from '../parts/form.js'
import { tooLong } from '../parts/limits.js'
import { ExpiryField, expiryOf, expiryProblem } from './expiry.js'
import { Impact } from './impact.js'
import { Consent, ReasonField } from './reason.js'
import { Secret } from './secret.js'

/** @import { CreatedKey, Key } from '../../client/client.js' */

/** @type {[seconds: string, words: string][]} */
const GRACES = [
  ['3600', '1 hour'],
  ['86400', '24 hours'],
  ['604800', '7 days'],
  ['2592000', '30 days'],
  ['0', 'No time: revoke it now'],
]

const UNSURE =
  'The key may have been rotated anyway. If a new one appears in the list, cancel the rotation: its secret is lost.'

/**
 * Replaces a key, and shows the secret of what replaces it.
 * @param {{ subject: Key, onRotated: () => void, onClose: () => void }} props
 */
export function RotateKey({ subject, onRotated, onClose }) {
  const [made, setMade] = useState(/** @type {{ key: CreatedKey, words: string } | null} */ (null))
  if (made) return html`<${Secret} key="secret" subject=${made.key} next=${made.words} onClose=${onClose} />`
  /** @param {CreatedKey} key @param {string} grace */
  function show(key, grace) {
    const words = GRACES.find(([seconds]) => seconds === grace)?.[1] ?? ''
    setMade({ key, words: grace === '0' ? 'The old key is revoked.' : afterwards(words, subject) })
    onRotated()
  }
  return html`<${RotateForm} key="form" subject=${subject} onRotated=${show} onClose=${onClose} />`
}

/** Rotated keys end so long after the rotation, used or not. */
const LONGEST_GRACE_MS = 30 * 86_400_000

/** @param {string} grace @param {Key} old */
function afterwards(grace, { expires_at: end }) {
  const last = Math.min(Date.now() + LONGEST_GRACE_MS, end === null ? Number.POSITIVE_INFINITY : Date.parse(end))
  return `The old key works until ${grace} after the first request with this one, or until ${dayOf(last)} if that comes first.`
}

/** @param {{ subject: Key, onRotated: (key: CreatedKey, grace: string) => void, onClose: () => void }} props */
function RotateForm({ subject, onRotated, onClose }) {
  const [grace, setGrace] = useState('86400')
  const atOnce = grace === '0'
  /** @param {FormData} fields */
  async function rotate(fields) {
    const reason = textOf(fields, 'reason')
    const body = { grace_seconds: Number(grace), ...expiryOf(fields), ...(reason && { reason }) }
    onRotated(await api.rotateKey(subject.id, body), grace)
  }
  const words = ['Rotate key', 'Rotating…']
  return html`<${FormDialog} title="Rotate key" words=${words} danger=${atOnce} unsure=${UNSURE} check=${check} act=${rotate} onClose=${onClose}>
    <p>A new key replaces <strong><${Words} text=${subject.name} /></strong> <code>${subject.prefix}…${subject.last4}</code>.</p>
    <${Choice} label="After the first use of the new key, the old one works for" name="grace_seconds" value=${grace} choices=${GRACES} onChoose=${setGrace} />
    ${atOnce && html`<${Impact} subject=${subject} />`}
    <${ExpiryField} label="New key expires" same=${asTheOld(subject)} />
    <${ReasonField} />
    ${atOnce && html`<${Consent} words="Programs that use the old key lose access immediately." />`}
  <//>`
}

/** @param {Key} old */
const asTheOld = ({ expires_at: end }) => `As the old key: ${end === null ? 'never' : dayOf(end)}`

/** @param {FormData} fields */
const check = fields => ({ ...tooLong(fields, ['reason']), ...expiryProblem(fields) })
