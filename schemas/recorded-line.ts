import Type, { type Static } from 'typebox'
import { NullableText, Timestamp, Uuid } from './primitives.ts'

/** The `msg` of the log line of a revocation. */
export const REVOKED = 'keyward.revoked'
/** The `msg` of the log line with a key's expiry and scopes, after a step that may have shortened or narrowed them. */
export const RESTRICTED = 'keyward.restricted'

/** The `msg` of the log line with an account's state after it was suspended or a suspension was lifted. */
export const SUSPENSION = 'keyward.suspension'
/** The `msg` of the log line with a key's state after it was paused or resumed. */
export const PAUSE = 'keyward.pause'

const key = {
  key_id: Uuid,
  digest: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the key' }),
  account_id: Uuid,
  at: Timestamp,
  by: Type.String(),
}

/** The facts needed to repeat the revocation in a database that has lost it. The log adds level and time. */
export const RevokedLine = Type.Object({ msg: Type.Literal(REVOKED), ...key, reason: NullableText() })
export type RevokedLine = Static<typeof RevokedLine>
export type Revoked = Omit<RevokedLine, 'msg'>

/** The state of a key at a time. Null means no expiry, or all scopes. */
export const RestrictedLine = Type.Object({
  msg: Type.Literal(RESTRICTED),
  ...key,
  expires_at: Type.Union([Timestamp, Type.Null()]),
  scopes: Type.Union([Type.Array(Type.String()), Type.Null()]),
})
export type RestrictedLine = Static<typeof RestrictedLine>
export type Restriction = Omit<RestrictedLine, 'msg'>

/** Whether an account is suspended, from a time on. */
export const SuspensionLine = Type.Object({
  msg: Type.Literal(SUSPENSION),
  account_id: Uuid,
  external_id: NullableText(),
  at: Timestamp,
  by: Type.String(),
  suspended: Type.Boolean(),
  reason: NullableText(),
})
export type SuspensionLine = Static<typeof SuspensionLine>
export type Suspension = Omit<SuspensionLine, 'msg'>

/** Whether a key is paused, from a time on. */
export const PauseLine = Type.Object({
  msg: Type.Literal(PAUSE),
  ...key,
  paused: Type.Boolean(),
  reason: NullableText(),
})
export type PauseLine = Static<typeof PauseLine>
export type Pause = Omit<PauseLine, 'msg'>
