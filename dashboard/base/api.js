import createFetchClient from 'openapi-fetch'
import { connect } from '../../client/client.js'
import { shownAccount, watchedFetch } from './account.js'

const WATCHED = { account: shownAccount, fetch: watchedFetch }

/** The client of the page's own service, or of the one given to `connectTo`. */
export let api = connect(createFetchClient, WATCHED)
/** Its origin. */
export let service = globalThis.location?.origin ?? ''

/** @param {import('../../client/client.js').ClientOptions & { baseUrl: string }} options */
export function connectTo(options) {
  api = connect(createFetchClient, { ...options, ...WATCHED })
  service = options.baseUrl
}
