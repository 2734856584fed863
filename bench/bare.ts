import Fastify from 'fastify'

/** A Fastify server without keyward, for comparison. */
const app = Fastify()
app.get('/healthz', (_request, reply) => reply.send('ok'))
app.get('/forward-auth', (_request, reply) => reply.send())
await app.listen({ port: Number(process.env['PORT']) })
