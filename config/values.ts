import { isIP } from 'node:net'
import { OWN_SCOPES } from '../schemas/right.ts'
import { SCOPE } from '../schemas/scope.ts'
import { keyFormat } from './key-format.ts'
import { keyShape } from './key-shape.ts'

/** Parses the values of settings. All throw an Error that names the setting and never contains its value. */

/** The parts of a comma-separated list. */
export const list = (text: string) =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')

export function url(name: string, text: string) {
  const parsed = URL.canParse(text) ? new URL(text) : undefined
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol) || parsed.username || parsed.password)
    throw new Error(`invalid setting: ${name} must be an http or https address without a user name`)
  return parsed
}

/** A URL to which paths are appended. */
export const base = (name: string, text: string) => url(name, text).href.replace(/\/+$/, '')

export function origin(text: string) {
  if (url('CORS_ORIGINS', text).origin !== text || text.includes('*'))
    throw new Error('invalid setting: CORS_ORIGINS must list origins such as https://app.example.com, without a path')
  return text
}

export function proxy(text: string) {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  const range = version === 6 ? 128 : 32
  const mask = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= range)
  if (version === 0 || !mask || rest.length > 0)
    throw new Error('invalid setting: TRUST_PROXY must list addresses or CIDR ranges')
  return text
}

export function scope(text: string) {
  if (!SCOPE.test(text)) throw new Error('invalid setting: SCOPES must list scopes of a-z, 0-9, ".", "_", ":" and "-"')
  if (text.startsWith(OWN_SCOPES))
    throw new Error(`invalid setting: SCOPES must not list scopes that begin with "${OWN_SCOPES}"`)
  return text
}

export function prefixes(texts: readonly string[]) {
  const format = keyFormat(texts)
  if (!format)
    throw new Error(
      'invalid setting: KEY_PREFIXES must list 1 to 3 prefixes of 3 to 20 letters, digits and "_", which begin with a letter, end with "_", and do not begin with each other or with `keyward_`',
    )
  return format
}

export function shape(text: string) {
  const parsed = keyShape(text)
  if (!parsed)
    throw new Error(
      'invalid setting: IMPORTED_KEY_SHAPES must list shapes of an optional prefix, an alphabet and a length from 16 to 150, such as `key_ base58 21-22`',
    )
  return parsed
}

/** Visible ASCII, with spaces only in between. Other text does not survive in a header unchanged. */
export function token(name: string, text: string) {
  if (!/^[!-~](?:[ -~]*[!-~])?$/.test(text))
    throw new Error(`invalid setting: ${name} must be visible ASCII characters, with spaces only between them`)
  return text
}

/** A space at either end is a mistake in the file or variable: Supabase's secrets have none. */
export function jwtSecret(name: string, text: string) {
  if (text.trim() !== text) throw new Error(`invalid setting: ${name} must not begin or end with white space`)
  return text
}
