import type { ClaimPath } from '../config/claim-path.ts'
import type { ClaimRequirement } from '../config/session-rules.ts'

/** The claims of a verified token. */
export type Claims = Record<string, unknown>

/** @returns undefined if the claim is missing or null; names that objects inherit count as missing */
export function claimAt(claims: Claims, path: ClaimPath): unknown {
  let value: unknown = claims
  for (const name of path) {
    const isMember = Array.isArray(value) ? /^(?:0|[1-9]\d*)$/.test(name) : typeof value === 'object'
    if (value === null || !isMember || !Object.hasOwn(value as object, name)) return undefined
    value = (value as Claims)[name]
  }
  return value ?? undefined
}

/** The first claim that is present. */
export function firstOf(claims: Claims, paths: readonly ClaimPath[]): unknown {
  for (const path of paths) {
    const value = claimAt(claims, path)
    if (value !== undefined) return value
  }
  return undefined
}

/**
 * An ID as text. Larger integers have already lost digits: JSON's numbers are read as 64-bit floating point.
 * @returns undefined for anything but a string or an integer from 0 to 2^53 - 1
 */
export function idOf(claim: unknown): string | undefined {
  if (typeof claim === 'string') return claim
  return Number.isSafeInteger(claim) && Number(claim) >= 0 ? String(claim) : undefined
}

/** Whether every required claim has one of its values. Objects and lists never do. */
export const meets = (claims: Claims, requires: readonly ClaimRequirement[]) =>
  requires.every(({ path, values }) => {
    const value = claimAt(claims, path)
    return ['string', 'number', 'boolean'].includes(typeof value) && values.includes(String(value))
  })
