import { type OwnLimits, toOwnLimits } from './limits.ts'
import { toMetadata } from './metadata.ts'

interface Sent {
  limits?: Partial<OwnLimits> | null
  metadata?: Record<string, unknown> | null
}

/** What operators and services set on a key. @returns undefined if they set neither @throws ApiError 400 */
export function toTerms({ limits, metadata }: Sent) {
  if (limits === undefined && metadata === undefined) return undefined
  return { limits: limits && toOwnLimits(limits), metadata: metadata && toMetadata(metadata) }
}
