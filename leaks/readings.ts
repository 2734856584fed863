import type { KeyFormat } from '../config/key-format.ts'

/**
 * Ways to read a text in which people and programs have written a key: percent-encoded in a URL, escaped in JSON,
 * Markdown or HTML, wrapped by a mail client, or in base64 behind `Basic`. Each step takes time proportional to the
 * text.
 */

/** URLs within URLs within JSON. Further rounds are not read. */
export const ROUNDS = 3
/** Shorter runs of base64 cannot contain a key of 16 characters. */
const BASE64 = /[0-9A-Za-z+/_-]{22,}/g
/** A text without any of these has a single reading, apart from base64. */
const WRITTEN_OTHERWISE = /[%\\&\r\n]|[^ -~]/
const ESCAPES =
  /%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[nrt]|\\[!-/:-@[-`{-~]|&#\d{1,3};|&#x[0-9a-f]{1,2};|&(?:amp|quot|lt|gt|lowbar);/gi
const ENTITIES: Partial<Record<string, string>> = { amp: '&', quot: '"', lt: '<', gt: '>', lowbar: '_' }
const BLANKS: Partial<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
/** Soft hyphens, zero-width spaces and joiners, byte-order marks: chat programs add them where a line may break. */
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g

/** @returns a text without its outermost layer of escapes */
export const unescaped = (text: string) => text.replace(INVISIBLE, '').replace(ESCAPES, unescapedOne)

function unescapedOne(written: string) {
  const first = written[0]
  const code = written.slice(1)
  if (first === '%') return String.fromCharCode(Number.parseInt(code, 16))
  if (first === '&') return entity(code.slice(0, -1))
  return /^[ux]./i.test(code) ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (BLANKS[code] ?? code)
}

function entity(name: string) {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] as string
  return String.fromCharCode(/^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)))
}

/** @returns a text whose lines are joined, without the quotation marks and soft breaks of a mail client */
export function unwrapped(text: string) {
  const lines = text.split(/[\r\n]+/)
  if (lines.length === 1) return text
  return lines.map((line, at) => (at === 0 ? line : line.replace(/^[\s>]+/, '')).trimEnd().replace(/=$/, '')).join('')
}

/** @returns the decoded runs of base64 in a text, a line each, with one character per byte */
const decodedRuns = (text: string) =>
  [...text.matchAll(BASE64)].map(([run]) => Buffer.from(run, 'base64').toString('latin1')).join('\n')

/** A prefix in base64, at each of the three bit offsets at which it can begin, without the characters around it. */
function inBase64(prefix: string) {
  return [0, 1, 2].map(offset => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(prefix)])
    return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6))
  })
}

/** @returns every reading of a text, itself first, at most 16 and none longer than the text */
export type Readings = (text: string) => Set<string>

/** Creates a reader of texts that may contain keys of this format. */
export function readingsOf({ prefixes }: KeyFormat): Readings {
  // `basic` is the scheme whose credentials contain a password, which can be a key.
  const mayHoldKey = new RegExp([...prefixes.flatMap(inBase64), 'basic'].join('|'), 'i')

  return function readings(text) {
    const found = new Set([text])
    if (WRITTEN_OTHERWISE.test(text)) {
      let last = text
      for (let round = 0; round < ROUNDS; round++) {
        last = unescaped(last)
        found.add(last)
      }
      for (const reading of [...found]) found.add(unwrapped(reading))
    }
    for (const reading of [...found]) {
      const decoded = mayHoldKey.test(reading) ? decodedRuns(reading) : ''
      if (decoded !== '') found.add(decoded)
    }
    return found
  }
}
