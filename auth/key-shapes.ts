import { KEY_PREFIX } from '../schemas/credentials.ts'
import { isWellFormed } from './api-key.ts'

/** The alphabets of random parts, by their names in IMPORTED_KEY_SHAPES. base58 is Bitcoin's. */
const ALPHABETS: Partial<Record<string, string>> = {
  hex: '0-9a-f',
  letters: 'A-Za-z',
  base58: '1-9A-HJ-NP-Za-km-z',
  base62: '0-9A-Za-z',
  base64url: '0-9A-Za-z_-',
}
/** Lengths of the random part. A shorter one could be guessed. */
const [SHORTEST, LONGEST] = [16, 150]

/**
 * Parses the shape of imported keys.
 * @param text an optional prefix, an alphabet and a length or a range of lengths: `acme_ base58 21-22`
 * @returns undefined if the text is not a shape
 */
export function keyShape(text: string): RegExp | undefined {
  const [, prefix = '', alphabet = '', least = '', most = least] =
    /^(?:([\w.-]{1,20}) )?([a-z0-9]+) (\d{1,3})(?:-(\d{1,3}))?$/.exec(text) ?? []
  const letters = ALPHABETS[alphabet]
  if (letters === undefined || Number(least) < SHORTEST || Number(most) > LONGEST) return undefined
  if (Number(least) > Number(most)) return undefined
  return new RegExp(`^${prefix.replaceAll('.', '\\.')}[${letters}]{${least},${most}}$`)
}

/**
 * Whether a text can be a key: keyward's own format or the shape of an imported key. Anything else is rejected without
 * a database query.
 */
export const keyTest = (shapes: readonly RegExp[]) => (text: string) =>
  isWellFormed(text) || shapes.some(shape => shape.test(text))

/**
 * Whether a key with this prefix can have a known format: keyward's own or the shape of an imported key.
 * @param start the visible prefix of a key; empty if it is unknown
 */
export const startTest = (shapes: readonly RegExp[]) => (start: string) =>
  start === ''
    ? shapes.length > 0
    : KEY_PREFIX.startsWith(start) || start.startsWith(KEY_PREFIX) || shapes.some(shape => isStart(shape, start))

/** Reads a shape as `keyShape` writes it. */
function isStart({ source }: RegExp, start: string) {
  const [, prefix = '', rest = ''] = /^\^(.*?)(\[.*)$/.exec(source) as RegExpExecArray
  const part = new RegExp(`^${prefix}${rest.replace(/\{\d+,/, '{0,')}`)
  return prefix.replaceAll('\\', '').startsWith(start) || part.test(start)
}
