import { accountChanged, isOfAnother, nameAccount } from './account.js'
import { errorOf, errorWithoutResponse, rateLimitOf } from './api-error.js'
import { withRetries } from './retry.js'

/** @import { Client } from 'openapi-fetch' */
/** @import { components, operations, paths } from './schema.js' */

/** @typedef {components['schemas']['Key']} Key */
/** @typedef {components['schemas']['CreatedKey']} CreatedKey */
/** @typedef {operations['createAPIKey']['requestBody']['content']['application/json']} NewKey */
/** @typedef {operations['updateAPIKey']['requestBody']['content']['application/json']} KeyChanges */
/** @typedef {operations['countAPIKeys']['responses'][200]['content']['application/json']} KeyCounts */
/** @typedef {NonNullable<operations['listAPIKeys']['parameters']['query']>} KeyQuery */
/** @typedef {NonNullable<operations['listAuditEvents']['parameters']['query']>} EventQuery */
/** @typedef {NonNullable<operations['getUsage']['parameters']['query']>} UsageQuery */
/** @typedef {NonNullable<operations['rotateAPIKey']['requestBody']>['content']['application/json']} RotateKeyBody */
/** @typedef {operations['revokeAPIKeys']['requestBody']['content']['application/json']} RevokeKeysBody */
/** @typedef {operations['getSession']['responses'][200]['content']['application/json']} Session */
/** @typedef {operations['listAuditEvents']['responses'][200]['content']['application/json']['data'][number]} AuditEvent */
/** @typedef {operations['listAccountEvents']['responses'][200]['content']['application/json']['data'][number]} AccountEvent */
/** @typedef {NonNullable<Key['limits']>} Limits */
/** @typedef {operations['getUsage']['responses'][200]['content']['application/json']['data'][number]} UsageRow */

/**
 * @typedef {object} ClientOptions
 * @property {string} [baseUrl] keyward's origin; by default, the page's
 * @property {() => Promise<string | undefined>} [accessToken] returns the session's access token, for a page on another
 * origin; without it, the browser sends its session cookie
 * @property {() => string | undefined} [account] the ID of the account that your page shows, once it is known. If another
 * account has signed in since, calls reject with `account_changed` and change nothing
 * @property {(request: Request) => Promise<Response>} [fetch]
 * @property {number} [waitSeconds] how long a call waits in total before retrying after 429; by default, it does not retry
 * @property {number} [timeoutSeconds] how long each response may take; 20 by default
 */

/**
 * @typedef {object} CallOptions
 * @property {AbortSignal} [signal]
 */

/**
 * A client for signed-in people. Every call resolves to the response's data or rejects with an `ApiError`.
 * @param {typeof import('openapi-fetch').default} createFetchClient
 * @param {ClientOptions} [options]
 */
export function connect(
  createFetchClient,
  { baseUrl = '', accessToken, account, fetch = globalThis.fetch, waitSeconds = 0, timeoutSeconds = 20 } = {},
) {
  /** @type {import('./api-error.js').RateLimit | null} */
  let rateLimit = null
  /** @type {Client<paths>} */
  const api = createFetchClient({
    baseUrl,
    credentials: accessToken ? 'omit' : 'include',
    fetch: withRetries(request => fetch(request), { waitSeconds, timeoutSeconds }),
  })
  if (accessToken) api.use({ onRequest: ({ request }) => authorize(request, accessToken) })
  if (account) api.use({ onRequest: ({ request }) => nameAccount(request, account()) })

  /**
   * @template Data
   * @param {Promise<{ data?: Data, error?: unknown, response: Response }>} call
   * @returns {Promise<Data>}
   */
  async function dataOf(call) {
    const { data, error, response } = await call.catch(cause => {
      throw errorWithoutResponse(cause)
    })
    rateLimit = rateLimitOf(response.headers) ?? rateLimit
    if (!response.ok || data === undefined) throw errorOf(response, error)
    if (isOfAnother(response, account?.())) throw accountChanged(response)
    return data
  }

  return {
    /** The rate-limit window that the last response reported. */
    get rateLimit() {
      return rateLimit
    },
    /** @param {CallOptions} [options] */
    session: options => dataOf(api.GET('/api/v1/session', { ...options })),
    /**
     * Signs in by the code of a link from a backend.
     * @param {string} code @param {CallOptions} [options]
     */
    signIn: (code, options) => dataOf(api.POST('/api/v1/sign-in', { body: { code }, ...options })),
    /**
     * Ends a session that a backend has started; others end where people sign in.
     * @param {CallOptions} [options]
     */
    signOut: options => dataOf(api.POST('/api/v1/sign-out', { ...options })),
    /** @param {KeyQuery} [query] @param {CallOptions} [options] */
    listKeys: (query, options) => dataOf(api.GET('/api/v1/keys', { params: { query }, ...options })),
    /** @param {{ q?: string }} [query] @param {CallOptions} [options] */
    countKeys: (query, options) => dataOf(api.GET('/api/v1/keys/counts', { params: { query }, ...options })),
    /** @param {string} keyId @param {CallOptions} [options] */
    getKey: (keyId, options) => dataOf(api.GET('/api/v1/keys/{keyId}', { params: { path: { keyId } }, ...options })),
    /** @param {NewKey} body @param {CallOptions} [options] */
    createKey: (body, options) => dataOf(api.POST('/api/v1/keys', { body, ...options })),
    /**
     * Changes a key's name, description, scopes and expiry.
     * @param {string} keyId @param {KeyChanges} body @param {CallOptions} [options]
     */
    updateKey: (keyId, body, options) =>
      dataOf(api.PATCH('/api/v1/keys/{keyId}', { params: { path: { keyId } }, body, ...options })),
    /**
     * Revokes a key. Safe to repeat: the first reason stays.
     * @param {string} keyId @param {{ reason?: string | null }} [body] @param {CallOptions} [options]
     */
    revokeKey: (keyId, body = {}, options) =>
      dataOf(api.DELETE('/api/v1/keys/{keyId}', { params: { path: { keyId } }, body, ...options })),
    /**
     * Pauses a key: its requests are rejected until it is resumed.
     * @param {string} keyId @param {{ reason?: string | null }} [body] @param {CallOptions} [options]
     */
    pauseKey: (keyId, body = {}, options) =>
      dataOf(api.POST('/api/v1/keys/{keyId}/pause', { params: { path: { keyId } }, body, ...options })),
    /** @param {string} keyId @param {{ reason?: string | null }} [body] @param {CallOptions} [options] */
    resumeKey: (keyId, body = {}, options) =>
      dataOf(api.DELETE('/api/v1/keys/{keyId}/pause', { params: { path: { keyId } }, body, ...options })),
    /**
     * Creates a successor and returns its secret. The old key works until the grace period after the successor's first use.
     * @param {string} keyId @param {RotateKeyBody} [body] @param {CallOptions} [options]
     */
    rotateKey: (keyId, body = {}, options) =>
      dataOf(api.POST('/api/v1/keys/{keyId}/rotation', { params: { path: { keyId } }, body, ...options })),
    /**
     * Cancels a rotation: revokes the successor and restores the old key's expiry.
     * @param {string} keyId of the old key @param {{ reason?: string | null }} [body] @param {CallOptions} [options]
     */
    cancelRotation: (keyId, body = {}, options) =>
      dataOf(api.DELETE('/api/v1/keys/{keyId}/rotation', { params: { path: { keyId } }, body, ...options })),
    /**
     * Revokes many keys or, with `dry_run`, only counts them. While `complete` is false, some keys that match the filter
     * are left: repeat the call.
     * @param {RevokeKeysBody} body @param {CallOptions} [options]
     */
    revokeKeys: (body, options) => dataOf(api.POST('/api/v1/keys/revocations', { body, ...options })),
    /**
     * Revokes a leaked key and records where it was found. Safe to repeat.
     * @param {string} keyId @param {{ source_url?: string, note?: string }} [body] @param {CallOptions} [options]
     */
    reportLeak: (keyId, body = {}, options) =>
      dataOf(api.POST('/api/v1/keys/{keyId}/leak', { params: { path: { keyId } }, body, ...options })),
    /** @param {EventQuery} [query] @param {CallOptions} [options] */
    listAuditEvents: (query, options) => dataOf(api.GET('/api/v1/audit-events', { params: { query }, ...options })),
    /** @param {{ limit?: number, cursor?: string }} [query] @param {CallOptions} [options] */
    listAccountEvents: (query, options) => dataOf(api.GET('/api/v1/account-events', { params: { query }, ...options })),
    /** @param {UsageQuery} [query] @param {CallOptions} [options] */
    usage: (query, options) => dataOf(api.GET('/api/v1/usage', { params: { query }, ...options })),
  }
}

/** @param {Request} request @param {() => Promise<string | undefined>} accessToken */
async function authorize(request, accessToken) {
  const token = await accessToken()
  if (token !== undefined) request.headers.set('Authorization', `Bearer ${token}`)
  return request
}

/** @typedef {ReturnType<typeof connect>} KeywardClient */
