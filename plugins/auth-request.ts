import fp from 'fastify-plugin'

/**
 * Answers as nginx's `auth_request` can carry them. It lets only 401 and 403 through, makes 500 of every other
 * refusal and drops the body of all of them: so each is a 403 here, with the true status and body in headers, of which
 * gateway/nginx.conf makes the true answer again.
 */
export default fp(
  async function authRequest(app) {
    app.addHook('onRoute', route => {
      route.schema = { ...route.schema, hide: true }
    })
    app.addHook('onSend', function wrapRefusal(_request, reply, payload, done) {
      if (reply.statusCode < 400) return done(null, payload)
      reply.headers({ 'x-auth-status': reply.statusCode, 'x-auth-body': String(payload) }).code(403)
      done(null, '')
    })
  },
  { name: 'auth-request', fastify: '5.x' },
)
