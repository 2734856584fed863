import type { FastifyInstance } from 'fastify'
import { call } from './app.ts'

export const ADMIN_TOKEN = 'the operator of the tests, who has a long token'

/** A session that a backend has started, as a test presents it. */
export interface Portal {
  id: string
  /** As for `call`: the Cookie header. */
  cookie: string
  accountId: string
}

/** A request with the token of the operator. */
export const asOperator = (app: FastifyInstance, method: 'POST' | 'DELETE', path: string, payload?: object) =>
  call(app, {
    method,
    url: `/admin/v1/portal-sessions${path}`,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
    ...(payload && { payload }),
  })

/** The code of a new link. */
export async function newLink(app: FastifyInstance, more: object = {}) {
  const wanted = { account: 'org_7', person: 'user_42', for: 'page', ...more }
  const reply = await asOperator(app, 'POST', '', wanted)
  if (reply.statusCode !== 201) throw new Error(`the link was not created: ${reply.body}`)
  const { id, url } = reply.json()
  return { id: String(id), url: String(url), code: String(url).split('#')[1] ?? '' }
}

/** Opens a link as the page does. */
export const enter = (app: FastifyInstance, code: string) =>
  call(app, { method: 'POST', url: '/api/v1/sign-in', payload: { code } })

/** A person who has opened a link. */
export async function signedInByLink(
  app: FastifyInstance,
  more: { account?: string; person?: string } = {},
): Promise<Portal> {
  const { id, code } = await newLink(app, more)
  const [cookie = ''] = String((await enter(app, code)).headers['set-cookie']).split(';')
  return { id, cookie, accountId: more.account ?? 'org_7' }
}
