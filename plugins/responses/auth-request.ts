import fp from 'fastify-plugin'

/**
 * Responses in a form that nginx's `auth_request` can carry. It accepts only 401 and 403, turns every other error
 * status into a 500, and drops the bodies. So each rejection is a 403 with the real status and body in headers, from
 * which gateway/nginx.conf restores the response.
 */
export default fp(
  async function authRequest(app) {
    app.addHook('onRoute', route => {
      route.schema = { ...route.schema, hide: true }
    })
    app.addHook('onSend', function wrapRejection(_request, reply, payload, done) {
      if (reply.statusCode < 400) return done(null, payload)
      reply.headers({ 'x-auth-status': reply.statusCode, 'x-auth-body': String(payload) }).code(403)
      done(null, '')
    })
  },
  { name: 'auth-request', fastify: '5.x' },
)
