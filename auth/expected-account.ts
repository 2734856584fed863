import type { IncomingHttpHeaders } from 'node:http'
import { ApiError } from '../errors.ts'
import { ACCOUNT } from '../schemas/headers.ts'
import { type NamedAccount, shownId } from './account-id.ts'

const NAME = ACCOUNT.toLowerCase()

/**
 * Rejects a request from a page that shows a different account. The tabs of a browser share one cookie, so signing in
 * elsewhere changes the account of an old tab's requests. The account of a request always comes from the session.
 * @throws 409 `account_changed` if the request names an account and the session belongs to a different one
 */
export function checkExpectedAccount(headers: IncomingHttpHeaders, account: NamedAccount) {
  const expected = headers[NAME]
  if (expected === undefined || expected === shownId(account)) return
  // UUIDs are the same in any case; other IDs are not.
  if (account.externalId !== null || String(expected).toLowerCase() !== account.accountId)
    throw new ApiError('account_changed')
}
