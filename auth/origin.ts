import type { IncomingHttpHeaders } from 'node:http'
import { ApiError } from '../errors.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Whether requests with this method may change something. */
export const changesState = (method: string) => !SAFE_METHODS.includes(method)

/**
 * Refuses a request that changes something and that a foreign site made with the visitor's cookie. The first rule that
 * applies decides: a listed origin passes; a Sec-Fetch-Site header is believed; an Origin must be this very host;
 * a request with neither header does not come from a browser, so no site can have borrowed a cookie for it.
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

/** The host, with its port unless it is the scheme's default: the form in which a browser sends Host. */
const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : undefined)
