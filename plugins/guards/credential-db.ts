import type { FastifyRequest } from 'fastify'
import type { Database } from '../../db/connection/client.ts'
import { clientOf } from '../../http/network.ts'

/**
 * The connections for reading the row of a credential. A well-formed credential takes a query, even an invented one, and
 * invented ones count as requests without a credential. Once an address has no such requests left, its credentials are
 * read through its own share of the connections for searches: a flood slows down its senders, and never a revocation.
 * @param preferred the connections for an address that has requests left
 */
export function credentialDb(request: FastifyRequest, preferred: Database): Database {
  const { server } = request
  const client = clientOf(request)
  return server.anonymous.of(client).remaining > 0 ? preferred : server.searchDb(client.networks[0])
}
