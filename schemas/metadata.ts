import Type from 'typebox'
import { toStoredJson } from './stored-json.ts'

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
export const toMetadata = (value: Record<string, unknown>) => toStoredJson('metadata', value, LARGEST_BYTES)
