import Type from 'typebox'
import { invalidField } from '../errors.ts'

/** The largest metadata, as compact JSON. */
const LARGEST_BYTES = 2_048

/** Metadata as operators give it. */
export const NewMetadata = Type.Unsafe<Record<string, unknown> | null>({
  type: 'object',
  additionalProperties: true,
  nullable: true,
  description: `Any JSON object of at most ${LARGEST_BYTES} bytes, which replaces the present one; null removes it. keyward returns it with each use and never reads it`,
  examples: [{ customer: 'cus_4711' }],
})

/**
 * Metadata as JSON text that PostgreSQL can store.
 * @throws ApiError 400 for an object that is too large, or has a number or a text that cannot be stored
 */
export function toMetadata(value: Record<string, unknown>): string {
  const text = compact(value)
  if (Buffer.byteLength(text) > LARGEST_BYTES) throw metadataTooLarge()
  return text
}

export const metadataTooLarge = () => invalidField('metadata', `must be at most ${LARGEST_BYTES} bytes of JSON`)

function compact(value: Record<string, unknown>): string {
  try {
    return JSON.stringify(value, storable)
  } catch (error) {
    // JSON.parse accepts any depth, JSON.stringify does not. Such an object is also too large.
    if (error instanceof RangeError) throw metadataTooLarge()
    throw error
  }
}

function storable(key: string, part: unknown) {
  for (const text of [key, part])
    if (typeof text === 'string' && (text.includes('\0') || !text.isWellFormed()))
      throw invalidField('metadata', 'must not contain NUL or half of a surrogate pair')
  // JSON.parse reads 1e999 as Infinity, which JSON.stringify would write as null.
  if (typeof part === 'number' && !Number.isFinite(part))
    throw invalidField('metadata', 'must not contain a number beyond 1.8e308')
  return part
}
