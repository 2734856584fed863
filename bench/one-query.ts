import { buildApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { authorizeRequests } from '../db/authorize/authorize.ts'
import { Authorizer } from '../enforcement/authorizer.ts'

/** keyward with a statement for every request, through the same pool: what gathering them is worth. */
const config = readConfig()
const app = await buildApp(config)
app.authorizer.ask = question => {
  const alone = new Authorizer(
    asks => authorizeRequests(app.db, asks),
    () => {},
  )
  return alone.ask(question).finally(() => alone.close())
}
await app.listen({ port: config.port })
