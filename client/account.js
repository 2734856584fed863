import { ApiError } from './api-error.js'

const HEADER = 'X-Keyward-Account'

/**
 * Names the account that a change is intended for. Reads are checked when their responses arrive instead: without the
 * header, cross-origin reads need no preflight.
 * @param {Request} request
 * @param {string | undefined} account
 */
export function nameAccount(request, account) {
  if (account !== undefined && request.method !== 'GET') request.headers.set(HEADER, account)
  return request
}

/**
 * The account of the session that a response belongs to; null if the header is missing, or not exposed to this origin.
 * @param {Response} response
 */
export const accountOf = response => response.headers.get(HEADER)

/**
 * Whether a response belongs to a different account than expected.
 * @param {Response} response
 * @param {string | undefined} expected
 */
export function isOfAnother(response, expected) {
  const account = accountOf(response)
  return expected !== undefined && account !== null && account !== expected
}

/** @param {Response} response */
export const accountChanged = ({ status, headers }) =>
  new ApiError('account_changed', 'Another account has signed in', { status, requestId: headers.get('x-request-id') })
