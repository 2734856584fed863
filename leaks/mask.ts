import { type CredentialPattern, credentialPatterns } from './credential-patterns.ts'
import { type KnownKeys, keyFinder } from './find-keys.ts'
import { type FindSpans, type Span, spanFinder } from './key-spans.ts'
import { ROUNDS, readingsOf, unescaped } from './readings.ts'

/**
 * Replaces the credentials in a text about a leak by `***`.
 * @param between matches the separators of the text's parts, with a capturing group, so that the separators are kept. A
 *   part whose credential shows only after decoding is replaced as a whole
 */
export type Mask = (text: string, between: RegExp) => string

const HIDDEN = '***'
/**
 * A text with more parts is not split: each stretch between visible credentials is checked, and replaced, as one.
 */
const MOST_PARTS = 100

/** Creates a mask for well-known credentials and the given keys. */
export function maskOf(keys: KnownKeys): Mask {
  const patterns = credentialPatterns(keys.keyFormat)
  const finders = [...patterns.map(spansOf), ...keys.importedKeyShapes.map(spanFinder)]
  const findKeys = keyFinder(keys)
  const readings = readingsOf(keys.keyFormat)
  const hide = (text: string) => finders.reduce(hidden, text)

  /** Whether decoding shows a credential, or needs more rounds to tell. */
  function shows(text: string) {
    const found = readings(text)
    if (found.size === 1) return false
    for (const reading of found) if (reading !== text && hide(reading) !== reading) return true
    return isDecodable(text)
  }
  /** Whether a text contains a key other than verbatim, such as with a line break in it. */
  const isBroken = (text: string) => [...findKeys(text)].some(key => !text.includes(key))
  const part = (text: string) => (isBroken(text) || shows(hide(text)) ? HIDDEN : text)

  return function mask(text, between) {
    const parts = text.split(between)
    const rest = parts.length <= MOST_PARTS ? parts.map(part).join('') : text
    if (isBroken(rest)) return HIDDEN
    return hide(rest)
      .split(HIDDEN)
      .map(piece => (shows(piece) ? HIDDEN : piece))
      .join(HIDDEN)
      .replace(/(?:\*\*\*){2,}/g, HIDDEN)
  }
}

/** Whether a text still has escapes after ROUNDS rounds. */
function isDecodable(text: string) {
  let last = text
  for (let round = 0; round < ROUNDS; round++) last = unescaped(last)
  return unescaped(last) !== last
}

/** Finds the credentials of one pattern in a text, from left to right, without overlaps. */
export function spansOf({ head, tail }: CredentialPattern): FindSpans {
  return function find(text) {
    const spans: Span[] = []
    head.lastIndex = 0
    for (let match = head.exec(text); match; match = head.exec(text)) {
      const from = match.index + match[0].length
      tail.lastIndex = from
      tail.exec(text)
      spans.push([from, tail.lastIndex])
      head.lastIndex = tail.lastIndex
    }
    return spans
  }
}

function hidden(text: string, find: FindSpans) {
  let rest = ''
  let end = 0
  for (const [from, to] of find(text)) {
    rest += text.slice(end, from) + HIDDEN
    end = to
  }
  return rest + text.slice(end)
}
