import { html } from '../base/view.js'
import { CancelRotation } from './cancel-rotation.js'
import { CreateKey } from './create.js'
import { EditKey } from './edit.js'
import { ReportLeak } from './leak.js'
import { PauseKey, ResumeKey } from './pause.js'
import { RevokeKey } from './revoke.js'
import { RevokeKeys } from './revoke-many.js'
import { RotateKey } from './rotate.js'

/** @import { Key, Session } from '../../client/client.js' */
/** @typedef {'edit' | 'rotate' | 'cancel' | 'pause' | 'resume' | 'leak' | 'revoke'} Kind */
/** @typedef {{ kind: 'create' } | { kind: 'revoke-many' } | { kind: Kind, key: Key }} Open */

/**
 * How a view responds to each completed action.
 * @typedef {object} Done
 * @property {() => void} created
 * @property {() => void} rotated
 * @property {(key: Key, notice: string) => void} changed
 * @property {(key: Key, notice: string) => void} canceled
 * @property {(notice: string) => void} allRevoked
 */

/**
 * The open dialog, if there is one.
 * @param {{ open: Open | null, selected: Key[], session: Session, done: Done, act: (open: Open) => void, onClose: () => void }} props
 */
export function KeyDialog({ open, selected, session, done, act, onClose }) {
  if (!open) return null
  if (open.kind === 'create')
    return html`<${CreateKey} session=${session} onCreated=${done.created} onClose=${onClose} />`
  if (open.kind === 'revoke-many')
    return html`<${RevokeKeys} keys=${selected} onRevoked=${done.allRevoked} onClose=${onClose} />`
  const about = { subject: open.key, session, onClose }
  if (open.kind === 'rotate') return html`<${RotateKey} ...${about} onRotated=${done.rotated} />`
  if (open.kind === 'cancel') return html`<${CancelRotation} ...${about} onCanceled=${done.canceled} />`
  if (open.kind === 'leak') return html`<${ReportLeak} ...${about} onRevoked=${done.changed} />`
  if (open.kind === 'edit') return html`<${EditKey} ...${about} onEdited=${done.changed} />`
  if (open.kind === 'pause') return html`<${PauseKey} ...${about} onDone=${done.changed} />`
  if (open.kind === 'resume') return html`<${ResumeKey} ...${about} onDone=${done.changed} />`
  const onLeak = () => act({ kind: 'leak', key: open.key })
  return html`<${RevokeKey} ...${about} onRevoked=${done.changed} onLeak=${onLeak} />`
}
