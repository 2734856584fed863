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
