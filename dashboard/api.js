import { connect } from '../client/client.js'
import createFetchClient from '../node_modules/openapi-fetch/dist/index.mjs'

export const api = connect(createFetchClient)
