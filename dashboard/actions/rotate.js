import { api } from '../base/api.js'
import { dayOf, plural, UserText } from '../base/format.js'
import { html, useState } from '../base/view.js'
import { Choice } from '../parts/field.js'
import { FormDialog, textOf } from '../parts/form.js'
import { tooLong } from '../parts/limits.js'
import { ExpiryField, expiryOf, expiryProblem } from './expiry.js'
import { Impact } from './impact.js'
import { Consent, ReasonField } from './reason.js'
import { Secret } from './secret.js'

/** @import { CreatedKey, Key } from '../../client/client.js' */

/** @type {[seconds: string, label: string][]} */
const GRACES = [
  ['3600', '1 hour'],
  ['86400', '24 hours'],
  ['604800', '7 days'],
  ['2592000', '30 days'],
  ['0', 'Revoke immediately'],
]

const UNSURE =
  'The key may have been rotated. If a successor appears in the list, cancel the rotation or revoke the successor, because its secret cannot be shown again.'

/**
 * The dialog that rotates a key, then shows its successor's secret.
 * @param {{ subject: Key, onRotated: () => void, onClose: () => void }} props
 */
export function RotateKey({ subject, onRotated, onClose }) {
  const [successor, setSuccessor] = useState(/** @type {{ key: CreatedKey, next: string } | null} */ (null))
  if (successor)
    return html`<${Secret} key="secret" subject=${successor.key} next=${successor.next} onClose=${onClose} />`
  /** @param {CreatedKey} key @param {string} grace */
  function show(key, grace) {
    const label = GRACES.find(([seconds]) => seconds === grace)?.[1] ?? ''
    setSuccessor({ key, next: grace === '0' ? 'The old key has been revoked.' : expiryOfOld(label, subject) })
    onRotated()
  }
  return html`<${RotateForm} key="form" subject=${subject} onRotated=${show} onClose=${onClose} />`
}

const DAY_MS = 86_400_000
/** A retiring key expires this long after the rotation even if its successor is never used. */
const LONGEST_GRACE_MS = 30 * DAY_MS

/** @param {string} grace @param {Key} old */
function expiryOfOld(grace, { expires_at: expiry }) {
  const last = Math.min(Date.now() + LONGEST_GRACE_MS, expiry === null ? Number.POSITIVE_INFINITY : Date.parse(expiry))
  return `The old key expires ${grace} after the first request with this key, and on ${dayOf(last)} at the latest.`
}

/** @param {{ subject: Key, onRotated: (key: CreatedKey, grace: string) => void, onClose: () => void }} props */
function RotateForm({ subject, onRotated, onClose }) {
  const [grace, setGrace] = useState('86400')
  const isImmediate = grace === '0'
  /** @param {FormData} fields */
  async function rotate(fields) {
    const reason = textOf(fields, 'reason')
    const body = { grace_seconds: Number(grace), ...expiryOf(fields), ...(reason && { reason }) }
    onRotated(await api.rotateKey(subject.id, body), grace)
  }
  const labels = ['Rotate key', 'Rotating…']
  return html`<${FormDialog} title="Rotate key" labels=${labels} danger=${isImmediate} unsure=${UNSURE} check=${check} act=${rotate} onClose=${onClose}>
    <p>This creates a successor to <strong><${UserText} text=${subject.name} /></strong> <code>${subject.prefix}…${subject.last4}</code>.</p>
    <${Choice} label="Grace period" hint="How long the old key works after the first request with the successor" name="grace_seconds" value=${grace} choices=${GRACES} onChoose=${setGrace} />
    ${isImmediate && html`<${Impact} subject=${subject} />`}
    <${ExpiryField} label="Successor expires" same=${lifetimeOf(subject)} />
    <${ReasonField} />
    ${isImmediate && html`<${Consent} warning="Programs that use the old key will lose access immediately." />`}
  <//>`
}

/** @param {Key} old */
function lifetimeOf({ created_at: created, expires_at: expiry }) {
  if (expiry === null) return 'Never, like the old key'
  const days = Math.round((Date.parse(expiry) - Date.parse(created)) / DAY_MS)
  return days < 1 ? 'Same lifetime as the old key' : `After ${plural(days, 'day')}, like the old key`
}

/** @param {FormData} fields */
const check = fields => ({ ...tooLong(fields, ['reason']), ...expiryProblem(fields) })
