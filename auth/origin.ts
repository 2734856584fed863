import type { IncomingHttpHeaders } from 'node:http'
import { ApiError } from '../errors.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Whether requests with this method may change something. */
export const changesState = (method: string) => !SAFE_METHODS.includes(method)

/**
 * Rejects state-changing requests that a foreign site made with the visitor's cookie. The first rule that applies
 * decides: (1) a listed origin is accepted; (2) a Sec-Fetch-Site header is decisive; (3) an Origin must equal this
 * host; (4) a request with neither header does not come from a browser, so it carries no borrowed cookie.
 * @throws 403 `forbidden_origin`
 */
export function checkOrigin(method: string, headers: IncomingHttpHeaders, trusted: readonly string[]) {
  if (!changesState(method)) return
  const { origin, host } = headers
  if (origin !== undefined && trusted.includes(origin)) return
  const site = headers['sec-fetch-site']
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return
  } else if (origin === undefined || (host !== undefined && hostOf(origin) === host.toLowerCase())) return
  throw new ApiError('forbidden_origin')
}

/** The host in the form in which a browser sends it: without the scheme's default port. */
const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : undefined)
