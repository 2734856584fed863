import { ApiError } from './api-error.js'

const HEADER = 'X-Keyward-Account'

/**
 * Names the account that a change is meant for. Reads are compared by their answers: without the header, a browser sends
 * them to another origin without a preflight.
 * @param {Request} request
 * @param {string | undefined} account
 */
export function nameAccount(request, account) {
  if (account !== undefined && request.method !== 'GET') request.headers.set(HEADER, account)
  return request
}

/**
 * The account whose session a response answers; null if it is not exposed, or nobody is signed in.
 * @param {Response} response
 */
export const accountOf = response => response.headers.get(HEADER)

/**
 * Whether a response is about another account than the one expected.
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
