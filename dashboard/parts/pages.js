import { html, useEffect, useState } from '../base/view.js'

/**
 * The position in a paged list. Cursors only lead forward, so the cursors of the previous pages are kept.
 * @typedef {object} Pages
 * @property {string | undefined} cursor of the current page
 * @property {number} number of the current page, from 1
 * @property {(cursor: string) => void} next
 * @property {() => void} previous
 * @property {() => void} first
 */

/**
 * @param {string} list identifies the list; a different list starts at its first page
 * @returns {Pages}
 */
export function usePages(list) {
  const [state, setState] = useState({ list, trail: /** @type {string[]} */ ([]) })
  const trail = state.list === list ? state.trail : []
  useEffect(() => setState(now => (now.list === list ? now : { list, trail: [] })), [list])
  /** @param {string[]} trail */
  const go = trail => setState({ list, trail })
  return {
    cursor: trail.at(-1),
    number: trail.length + 1,
    next: cursor => go([...trail, cursor]),
    previous: () => go(trail.slice(0, -1)),
    first: () => go([]),
  }
}

/** @param {{ pages: Pages, next: string | null }} props */
export function Pager({ pages, next }) {
  if (pages.number === 1 && next === null) return null
  return html`<nav class="pager" aria-label="Pages">
    <button type="button" disabled=${pages.number === 1} onClick=${pages.previous}>Previous</button>
    <span aria-live="polite">Page ${pages.number}</span>
    <button type="button" disabled=${next === null} onClick=${() => next && pages.next(next)}>Next</button>
  </nav>`
}
