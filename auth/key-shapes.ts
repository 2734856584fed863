import { KEY_PREFIX } from '../schemas/credentials.ts'
import { isWellFormed } from './api-key.ts'

/** Letters of random parts, by the names that IMPORTED_KEY_SHAPES has for them; base58 is Bitcoin's. */
const ALPHABETS: Partial<Record<string, string>> = {
  hex: '0-9a-f',
  letters: 'A-Za-z',
  base58: '1-9A-HJ-NP-Za-km-z',
  base62: '0-9A-Za-z',
  base64url: '0-9A-Za-z_-',
}
/** Less could be guessed, and no longer text is taken for a key. */
const [SHORTEST, LONGEST] = [16, 150]

/**
 * The shape of keys that were made elsewhere.
 * @param text a prefix, if there is one, an alphabet and a length or a range of lengths: `acme_ base58 21-22`
 * @returns undefined if the text says no shape
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
 * Whether a text may be a key at all: one of ours, or one of a shape that was imported. Anything else is refused without
 * a look at the database.
 */
export const keyTest = (shapes: readonly RegExp[]) => (text: string) =>
  isWellFormed(text) || shapes.some(shape => shape.test(text))

/**
 * Whether keys that start like this may be keys at all: ours, or of a shape that was imported.
 * @param start the visible start of a key; empty if it is not known
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
