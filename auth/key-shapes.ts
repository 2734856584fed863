import type { KeyFormat } from '../config/key-format.ts'
import { formatTest } from './api-key.ts'

interface Keys {
  keyFormat: KeyFormat
  importedKeyShapes: readonly RegExp[]
}

/**
 * Whether a text can be a key: keyward's own format or the shape of an imported key. Anything else is rejected without
 * a database query.
 */
export function keyTest({ keyFormat, importedKeyShapes: shapes }: Keys) {
  const isWellFormed = formatTest(keyFormat)
  return (text: string) => isWellFormed(text) || shapes.some(shape => shape.test(text))
}

/**
 * Whether a user name or password can be a key. Without a prefix, the shape of an imported key would make keys of
 * ordinary passwords.
 */
export function basicTest({ keyFormat, importedKeyShapes: shapes }: Keys) {
  return keyTest({ keyFormat, importedKeyShapes: shapes.filter(({ source }) => !source.startsWith('^[')) })
}

/**
 * Whether a key with this prefix can have a known format: keyward's own or the shape of an imported key.
 * @param start the visible prefix of a key; empty if it is unknown
 */
export const startTest =
  ({ keyFormat: { prefixes }, importedKeyShapes: shapes }: Keys) =>
  (start: string) =>
    start === ''
      ? shapes.length > 0
      : prefixes.some(prefix => prefix.startsWith(start) || start.startsWith(prefix)) ||
        shapes.some(shape => isStart(shape, start))

/** Reads a shape as `keyShape` writes it. */
function isStart({ source }: RegExp, start: string) {
  const [, prefix = '', rest = ''] = /^\^(.*?)(\[.*)$/.exec(source) as RegExpExecArray
  const part = new RegExp(`^${prefix}${rest.replace(/\{\d+,/, '{0,')}`)
  return prefix.replaceAll('\\', '').startsWith(start) || part.test(start)
}
