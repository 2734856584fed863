import createFetchClient from 'openapi-fetch'
import { connect } from './client.js'

export { ApiError } from './api-error.js'

/**
 * A client for web frontends with a bundler. (Without a bundler, pass your copy of openapi-fetch to `connect`.)
 * @param {import('./client.js').ClientOptions} [options]
 */
export const createClient = options => connect(createFetchClient, options)
