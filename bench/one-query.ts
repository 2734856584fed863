import { buildApp } from '../app.ts'
import { readConfig } from '../config/config.ts'
import { authorizeUses } from '../db/authorize.ts'
import { Authorizer } from '../enforcement/authorizer.ts'

/** keyward with one statement per request on the same pool, to measure the gain of batches. */
const config = readConfig()
const app = await buildApp(config)
app.authorizer.authorize = use => {
  const alone = new Authorizer(
    groups => authorizeUses(app.db, groups),
    () => {},
  )
  return alone.authorize(use).finally(() => alone.close())
}
await app.listen({ port: config.port })
