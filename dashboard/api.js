import { connect } from '../client/client.js'
import { createFetchClient } from './vendor/libraries.js'

export const api = connect(createFetchClient)
