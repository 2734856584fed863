/** @import { Key } from '../../client/client.js' */
/** @import { Loaded } from '../base/load.js' */
/** @import { Done } from '../actions/key-dialog.js' */
/** @import { Selection } from './selection.js' */
/** @typedef {{ data: Key[], next_cursor: string | null }} KeyPage */

/**
 * How the list responds to each completed action.
 * @param {object} views
 * @param {ReturnType<typeof import('../parts/notice.js').useNotice>} views.notice
 * @param {ReturnType<typeof import('../parts/pages.js').usePages>} views.pages
 * @param {Selection} views.selection
 * @param {Loaded<KeyPage>} views.page
 * @param {{ reload(): void }} views.counts
 * @param {() => void} views.reload
 * @param {(open: null) => void} views.setOpen
 * @param {(id: string | undefined) => void} views.setRevoked
 * @returns {Done}
 */
export function outcomes({ notice, pages, selection, page, counts, reload, setOpen, setRevoked }) {
  /** @param {string} words */
  function done(words) {
    notice.say(words)
    setOpen(null)
  }
  return {
    created() {
      pages.first()
      reload()
    },
    rotated: reload,
    /** @param {Key} key @param {string} words */
    changed(key, words) {
      page.update(page => ({ ...page, data: page.data.map(row => (row.id === key.id ? key : row)) }))
      counts.reload()
      done(words)
      setRevoked(key.status === 'revoked' ? key.id : undefined)
    },
    /** @param {Key} _key @param {string} words */
    canceled(_key, words) {
      reload()
      done(words)
    },
    /** @param {string} words */
    allRevoked(words) {
      selection.clear()
      reload()
      done(words)
    },
  }
}
