// The nearest library's way of verifying a key, in the smallest server that does it: better-auth.ts copies this file to a
// folder of its own, installs what it imports there, and runs it. It writes the keys to use to the file in KEYS.
import { writeFile } from 'node:fs/promises'
import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import Fastify from 'fastify'
import pg from 'pg'

const { DATABASE_URL, PORT, KEYS } = process.env
const USERS = 50
const ACCESS = 'Bearer '

const auth = betterAuth({
  secret: 'the secret of the benchmark, of no other use',
  baseURL: `http://127.0.0.1:${PORT}`,
  database: new pg.Pool({ connectionString: DATABASE_URL, max: 10 }),
  emailAndPassword: { enabled: true },
  // Counted, as in keyward, and not reached.
  plugins: [apiKey({ rateLimit: { enabled: true, timeWindow: 60_000, maxRequests: 100_000_000 } })],
})
const { runMigrations } = await getMigrations(auth.options)
await runMigrations()

const keys = []
for (let at = 0; at < USERS; at++) {
  const body = { name: `user ${at}`, email: `user-${at}@bench.example`, password: 'only for the benchmark' }
  const { user } = await auth.api.signUpEmail({ body })
  keys.push((await auth.api.createApiKey({ body: { name: 'a key', userId: user.id } })).key)
}
await writeFile(KEYS, keys.join('\n'))

const app = Fastify()
app.get('/healthz', async () => ({ ok: true }))
app.get('/forward-auth', async (request, reply) => {
  const { valid, key } = await auth.api.verifyApiKey({
    body: { key: request.headers.authorization.slice(ACCESS.length) },
  })
  if (!valid) return reply.code(401).send({ valid })
  return reply.header('X-Key-Id', key.id).send({ valid })
})
await app.listen({ host: '127.0.0.1', port: Number(PORT) })
