import Type from 'typebox'

const Count = (description: string) => Type.Integer({ description, examples: [0] })

const LIMITED = Count('Requests rejected by a limit of the account or key, or because their cost exceeds one')
const INSUFFICIENT = Count("Requests rejected because the account's plan lacks what they require")
const OUT_OF_SCOPE = Count('Requests rejected because the key lacks a scope that they require')
const BLOCKED = Count('Requests rejected because the account was suspended or the key was paused')

/** Rejected requests of a working key by reason, beside `rejected` for keys that have ended. */
export const Rejections = { limited: LIMITED, insufficient: INSUFFICIENT, out_of_scope: OUT_OF_SCOPE, blocked: BLOCKED }

/** The same over the life of a key. */
export const RejectionCounts = {
  limited_count: LIMITED,
  insufficient_count: INSUFFICIENT,
  out_of_scope_count: OUT_OF_SCOPE,
  blocked_count: BLOCKED,
}
