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
