import Type, { type Static } from 'typebox'
import { component } from './primitives.ts'

/** The envelope of every error. */
export const ErrorBody = Type.Object(
  {
    error: Type.Object({
      code: Type.String({ description: 'Error code for programmatic handling' }),
      message: Type.String({ description: 'Human-readable error message' }),
      details: Type.Optional(
        Type.Object(
          {},
          {
            additionalProperties: true,
            description: `Additional error details. 400: the problem with each invalid field. 429: \`window\`, \`limit\` and
\`reset\`. 401 on session routes: \`sign_in_url\`, if one is configured.`,
          },
        ),
      ),
      request_id: Type.String({ description: 'Unique request identifier for support' }),
    }),
  },
  { $id: 'Error' },
)

export type ErrorBody = Static<typeof ErrorBody>

const ErrorRef = component<ErrorBody>('Error')
export type ErrorStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 414 | 415 | 429

/** Statuses that any request can get, on any route: from the parser, the server and the database. */
const EVERYWHERE = [400, 408, 414, 417, 431, 429, 500, 503]

/** The error responses of a route: its own statuses and those that any request can get. */
export function errorResponses(...statuses: ErrorStatus[]): Record<number, typeof ErrorRef> {
  return Object.fromEntries([...new Set([...statuses, ...EVERYWHERE])].sort().map(status => [status, ErrorRef]))
}
