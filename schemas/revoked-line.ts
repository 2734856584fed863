import Type, { type Static } from 'typebox'
import { NullableText, Timestamp, Uuid } from './primitives.ts'

/** The `msg` of the line that every revocation leaves in the log. */
export const REVOKED = 'keyward.revoked'

/** That line: what is needed to revoke the key again in a database that has forgotten it. The log adds level and time. */
export const RevokedLine = Type.Object({
  msg: Type.Literal(REVOKED),
  key_id: Uuid,
  digest: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the key' }),
  account_id: Uuid,
  at: Timestamp,
  by: Type.String(),
  reason: NullableText(),
})
export type RevokedLine = Static<typeof RevokedLine>
