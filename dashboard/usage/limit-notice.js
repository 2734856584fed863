import { useSeconds } from '../base/refresh.js'
import { html } from '../base/view.js'
import { limitReached } from './limit-reached.js'

/** @import { Session } from '../../client/client.js' */

/** Says which limit rejects requests, if one does. @param {{ limits: Session['limits'] }} props */
export function LimitNotice({ limits }) {
  const words = limitReached(limits, useSeconds())
  return words && html`<div class="attention"><span class="dot warned"></span><p>${words}</p></div>`
}
