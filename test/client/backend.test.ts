import t from 'tap'
import { build, call, createKey } from '../kit/app.ts'
import { ADMIN_TOKEN, enter } from '../kit/portal.ts'
import { read } from '../project/files.ts'

interface Backend {
  link(person: string, account?: string): Promise<{ url: string }>
  token(person: string, account?: string): Promise<{ token: string }>
  signOut(person: string): Promise<{ ended: number }>
}

/** The code of client/README.md. */
function recipe(): Promise<Backend> {
  const [, code = ''] = /```js backend\n([\s\S]*?)```/.exec(read('client/README.md')) ?? []
  return import(`data:text/javascript,${encodeURIComponent(code)}`)
}

t.test('a backend of a dozen lines signs people in to their keys, and out', async t => {
  const app = await build(t, { ADMIN_TOKEN })
  Object.assign(process.env, { ADMIN_TOKEN, KEYWARD_URL: await app.listen({ host: '127.0.0.1', port: 0 }) })
  const { link, token, signOut } = await recipe()
  const { url } = await link('user_42')
  const [cookie = ''] = String((await enter(app, url.split('#')[1] ?? '')).headers['set-cookie']).split(';')
  await createKey(app, { accountId: 'user_42', cookie }, 'their own')
  const authorization = `Bearer ${(await token('user_42', 'org_7')).token}`
  const made = await call(app, {
    method: 'POST',
    url: '/api/v1/keys',
    headers: { authorization },
    payload: { name: "the organization's" },
  })
  t.equal(made.statusCode, 201)
  const listed = await call(app, { url: '/api/v1/keys', headers: { authorization } })
  t.match(listed.json(), { data: [{ name: "the organization's" }] })
  t.equal(listed.json().data.length, 1)
  t.same(await signOut('user_42'), { ended: 2 })
  for (const headers of [{ cookie }, { authorization }])
    t.equal((await call(app, { url: '/api/v1/keys', headers })).statusCode, 401)
  await t.rejects(link('..'), { message: '400' })
})
