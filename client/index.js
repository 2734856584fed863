import createFetchClient from 'openapi-fetch'
import { connect } from './client.js'

export { ApiError } from './api-error.js'

/**
 * The client of a web frontend with a bundler. (A page without one gives `connect` its own openapi-fetch.)
 * @param {import('./client.js').ClientOptions} [options]
 */
export const createClient = options => connect(createFetchClient, options)
