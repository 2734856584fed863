import type { FastifyInstance } from 'fastify'
import { shownId } from '../../auth/account-id.ts'
import { type EnsuredAccount, ensureAccount } from '../../db/ensure-account.ts'
import { BoundedMap } from '../../limits/bounded-map.ts'

/**
 * How many accounts are remembered as existing, to save a query. Forgetting one costs a query. Accounts are never
 * deleted; only a restored backup can lack an account that is remembered here, and statements that need the account
 * create it again (db/accounts.ts, db/keys/create.ts).
 */
const MOST_KNOWN_ACCOUNTS = 50_000

/** @returns a function that creates the account of a session unless it is known to exist @throws as `ensureAccount` */
export function knownAccounts({ revokingDb }: FastifyInstance) {
  const known = new BoundedMap<string, true>(MOST_KNOWN_ACCOUNTS)
  return async function makeKnown(account: EnsuredAccount) {
    // By the ID as presented: two IDs can map to one UUID, and only one of them may enter.
    const presented = shownId(account)
    if (known.get(presented)) return
    // Every session request waits for this, including revocations.
    await ensureAccount(revokingDb, account)
    known.set(presented, true)
  }
}
