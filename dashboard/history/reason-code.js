/** The reasons that the dialogs and leak reports write. The rest of a reason, after a colon, is free text. */
const CODES = /^(compromised|leaked|rotation|departure|no longer used)(?::\s*|$)/

/** @param {string | null} reason */
export function splitReason(reason) {
  const [prefix = '', code = ''] = (reason ?? '').match(CODES) ?? []
  return { code, text: reason === null ? null : reason.slice(prefix.length) }
}
