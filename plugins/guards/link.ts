import fp from 'fastify-plugin'
import { checkOrigin } from '../../auth/origin.ts'
import { describeGuard } from './describe.ts'

/**
 * The guard of a scope for people who open a link: the code in the body is the credential. Until it has been checked, a
 * request counts as one without a credential, and its body as anyone's.
 */
export default fp(
  async function link(app) {
    describeGuard(app, { security: [], statuses: [401, 403] })
    app.addHook('onRequest', async function limit(request) {
      // A page of another origin could otherwise sign its visitor in to a session of its choice.
      checkOrigin(request.method, request.headers, [])
      app.anonymous.take(request)
    })
    app.removeContentTypeParser('application/json')
    app.addContentTypeParser('application/json', app.wholeBody('anyone', app.parseBody))
  },
  { name: 'link', fastify: '5.x', dependencies: ['rate-limit', 'validation'] },
)
