import { invalidField } from '../errors.ts'

/**
 * An object as JSON text that PostgreSQL can store.
 * @throws ApiError 400 for an object that is too large, or has a number or a text that cannot be stored
 */
export function toStoredJson(field: string, value: Record<string, unknown>, largestBytes: number): string {
  const text = compact(field, value)
  if (text === undefined || Buffer.byteLength(text) > largestBytes)
    throw invalidField(field, `must be at most ${largestBytes} bytes of JSON`)
  return text
}

/** @returns undefined for an object that is too deep: JSON.parse accepts any depth, JSON.stringify does not */
function compact(field: string, value: Record<string, unknown>): string | undefined {
  try {
    return JSON.stringify(value, storable)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }

  function storable(key: string, part: unknown) {
    for (const text of [key, part])
      if (typeof text === 'string' && (text.includes('\0') || !text.isWellFormed()))
        throw invalidField(field, 'must not contain NUL or half of a surrogate pair')
    // JSON.parse reads 1e999 as Infinity, which JSON.stringify would write as null.
    if (typeof part === 'number' && !Number.isFinite(part))
      throw invalidField(field, 'must not contain a number beyond 1.8e308')
    return part
  }
}

/** JSON in a header: Node throws on any character beyond ASCII. */
export const asciiJson = (value: unknown) =>
  JSON.stringify(value).replace(/[\x7f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
