import { api } from '../base/api.js'
import { plural, UserText } from '../base/format.js'
import { html, useState } from '../base/view.js'
import { Choice } from '../parts/field.js'
import { FormDialog, textOf } from '../parts/form.js'
import { tooLong } from '../parts/problems.js'
import { ExpiryField, expiryOf, longestLife } from './expiry.js'
import { expiryProblem } from './expiry-problem.js'
import { fateOf, GRACE_PERIODS, IMMEDIATELY, ONE_DAY } from './grace.js'
import { Impact } from './impact.js'
import { Consent, ReasonField } from './reason.js'
import { Secret } from './secret.js'

/** @import { CreatedKey, Key, Session } from '../../client/client.js' */

const UNSURE =
  'The key may have been rotated. If a successor appears in the list, cancel the rotation or revoke the successor, because its secret cannot be shown again.'

/**
 * The dialog that rotates a key, then shows its successor's secret.
 * @param {{ subject: Key, session: Session, onRotated: () => void, onClose: () => void }} props
 */
export function RotateKey({ subject, session, onRotated, onClose }) {
  const [successor, setSuccessor] = useState(/** @type {{ key: CreatedKey, next: string } | null} */ (null))
  if (successor)
    return html`<${Secret} key="secret" subject=${successor.key} next=${successor.next} onClose=${onClose} />`
  /** @param {CreatedKey} key @param {string} grace */
  function show(key, grace) {
    setSuccessor({ key, next: fateOf(grace, subject) })
    onRotated()
  }
  return html`<${RotateForm} key="form" subject=${subject} longestDays=${session.plan.longest_days} onRotated=${show} onClose=${onClose} />`
}

/** @param {{ subject: Key, longestDays: number | null, onRotated: (key: CreatedKey, grace: string) => void, onClose: () => void }} props */
function RotateForm({ subject, longestDays, onRotated, onClose }) {
  const [grace, setGrace] = useState(ONE_DAY)
  const isImmediate = grace === IMMEDIATELY
  /** @param {FormData} fields */
  async function rotate(fields) {
    const reason = textOf(fields, 'reason')
    const body = { grace_seconds: Number(grace), ...expiryOf(fields), ...(reason && { reason }) }
    onRotated(await api.rotateKey(subject.id, body), grace)
  }
  const labels = ['Rotate key', 'Rotating…']
  const check = (/** @type {FormData} */ fields) => ({
    ...tooLong(fields, ['reason']),
    ...expiryProblem(fields, longestDays),
  })
  return html`<${FormDialog} title="Rotate key" labels=${labels} danger=${isImmediate} unsure=${UNSURE} check=${check} act=${rotate} onClose=${onClose}>
    <p>This creates a successor to <strong><${UserText} text=${subject.name} /></strong> <code>${subject.prefix}…${subject.last4}</code>.</p>
    <${Choice} label="Grace period" hint="How long the old key works after the first request with the successor" name="grace_seconds" value=${grace} choices=${GRACE_PERIODS} onChoose=${setGrace} />
    ${isImmediate && html`<${Impact} subject=${subject} />`}
    <${ExpiryField} label="Successor expires" longestDays=${longestDays} same=${lifetimeOf(subject, longestDays)} />
    <${ReasonField} />
    ${isImmediate && html`<${Consent} warning="Programs that use the old key will lose access immediately." />`}
  <//>`
}

const DAY_MS = 86_400_000

/** @param {Key} old @param {number | null} longestDays */
function lifetimeOf({ created_at: created, expires_at: expiry }, longestDays) {
  const days = expiry === null ? Infinity : Math.round((Date.parse(expiry) - Date.parse(created)) / DAY_MS)
  if (longestDays !== null && days > longestDays) return longestLife(longestDays)
  if (expiry === null) return 'Never, like the old key'
  return days < 1 ? 'Same lifetime as the old key' : `After ${plural(days, 'day')}, like the old key`
}
