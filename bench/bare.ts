import Fastify from 'fastify'

/** A Fastify that does nothing: what is left of a request when all of ours is taken away. */
const app = Fastify()
app.get('/healthz', (_request, reply) => reply.send('ok'))
app.get('/forward-auth', (_request, reply) => reply.send())
await app.listen({ port: Number(process.env['PORT']) })
