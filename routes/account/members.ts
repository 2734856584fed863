import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { otherPerson } from '../../auth/person.ts'
import { findMember, listMembers } from '../../db/members/list.ts'
import { setMember } from '../../db/members/set.ts'
import { ApiError } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { Member, MemberBody, MemberPage, MemberParams, MemberQuery } from '../../schemas/member.ts'

const tags = ['API Keys']

const list = {
  tags,
  operationId: 'listMembers',
  summary: 'List members',
  description: `Returns the people of an account, by ID: members, people who have left, and people who have created keys. Unless the
deployment sets \`MEMBERS=strict\`, people who have done none of this may also act in the account, by their session alone.`,
  querystring: MemberQuery,
  response: { 200: MemberPage, ...errorResponses() },
}

const get = {
  tags,
  operationId: 'getMember',
  summary: 'Get a member',
  description: 'Returns a person of the account.',
  params: MemberParams,
  response: { 200: Member, ...errorResponses(404) },
}

const put = {
  tags,
  operationId: 'putMember',
  summary: 'Add or change a member',
  description: `Adds a person to the account, or changes their role or label. Fields that are left out keep their values. A person who
has left becomes a member again with a \`role\`; their revoked keys stay revoked. A departure is the only way to remove a
member. The last manager cannot give up the role: 409 \`last_manager\`.

The new role applies to every request that starts after the response. It has no effect unless the deployment sets
\`MEMBERS=strict\`: otherwise sessions bring the role.`,
  params: MemberParams,
  body: MemberBody,
  response: { 200: Member, ...errorResponses(409, 413, 415) },
}

/** `/api/v1/members`: who may act in an account. */
const members: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '',
    { schema: list, config: { right: 'accounts:read' } },
    async function listAllMembers({ owner, query: { limit, cursor } }, reply) {
      const found = await listMembers(app.searchDb(owner.accountId), owner.accountId, { limit, after: cursor })
      const data = found.slice(0, limit)
      return reply.code(200).send({ data, next_cursor: found.length > limit ? String(data.at(-1)?.person) : null })
    },
  )

  app.get(
    '/:person',
    { schema: get, config: { right: 'accounts:read' } },
    async function getMember({ owner, params }, reply) {
      const member = await findMember(app.db, owner.accountId, params.person)
      if (!member) throw new ApiError('not_found')
      return reply.code(200).send(member)
    },
  )

  app.put(
    '/:person',
    { schema: put, config: { right: 'accounts:write' } },
    async function putMember({ owner, actor, params, body }, reply) {
      const { role, label, reason } = body
      const change = { person: otherPerson(params.person, owner), role, label }
      return reply.code(200).send(await setMember(app.db, owner, change, { actor, reason: reason || null }))
    },
  )
}

export default members
