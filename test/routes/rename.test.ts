import t from 'tap'
import { buildApp } from '../../app.ts'
import { call, createKey, testConfig } from '../kit/app.ts'
import { createDatabase } from '../kit/database.ts'
import { signIn } from '../kit/people.ts'

t.test('a rename responds with the row that its statement wrote', async t => {
  const { connections, drop } = await createDatabase()
  let statements = 0
  const counting = connections.db.withPlugin({
    transformQuery({ node }) {
      statements++
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const app = await buildApp(testConfig(), { connections: { ...connections, db: counting } })
  t.teardown(async () => {
    await app.close()
    await drop()
  })
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)

  statements = 0
  const reply = await call(app, { as: alice, method: 'PATCH', url: `/api/v1/keys/${id}`, payload: { name: 'renamed' } })
  t.equal(statements, 1)
  t.equal(reply.statusCode, 200)
  const shown = await call(app, { as: alice, url: `/api/v1/keys/${id}` })
  t.equal(reply.json().name, 'renamed')
  t.same(reply.json(), shown.json(), 'it is the key as the list shows it')
})
