import type { IncomingHttpHeaders } from 'node:http'
import { ApiError } from '../errors.ts'
import { ACCOUNT } from '../schemas/headers.ts'

const NAME = ACCOUNT.toLowerCase()

/**
 * Refuses a request of a page that shows another account: a browser's tabs share one cookie, so that signing in elsewhere
 * changes who the request of an old tab is from. The account itself comes from the session alone.
 * @throws 409 `account_changed` if the request names an account and the session is another one's
 */
export function checkExpectedAccount(headers: IncomingHttpHeaders, accountId: string) {
  const expected = headers[NAME]
  if (expected !== undefined && String(expected).toLowerCase() !== accountId) throw new ApiError('account_changed')
}
