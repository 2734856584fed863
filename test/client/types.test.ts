import { readFile } from 'node:fs/promises'
import t from 'tap'
import { clientTypes, EVERY_ROUTE, SCHEMA_FILE } from '../../cli/document-types.ts'
import { build } from '../kit/app.ts'

t.test("the client's types match the served document (if not: npm run client:types)", async t => {
  const app = await build(t, EVERY_ROUTE)
  const served = (await app.inject({ url: '/api/openapi.json' })).json()
  t.equal(await readFile(SCHEMA_FILE, 'utf8'), await clientTypes(served))
})
