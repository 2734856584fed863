import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { otherPerson } from '../../auth/person.ts'
import { revokeMatching } from '../../db/keys/revoke-many.ts'
import { departMember } from '../../db/members/depart.ts'
import { countKeysOfPerson, keysOfPerson, usedKeysOfPerson } from '../../db/members/keys.ts'
import { findMember } from '../../db/members/list.ts'
import { errorResponses } from '../../schemas/error.ts'
import { Departure, DepartureBody, MemberParams } from '../../schemas/member.ts'

/** How long a request starts further batches, so that it is answered within a second. */
const TIME_MS = 500

const schema = {
  tags: ['API Keys'],
  operationId: 'removeMember',
  summary: 'Remove a person from the account',
  description: `Ends the access of a person who leaves, whether they are a member or only known to the identity provider. Every request
of this person for this account that starts after the response is rejected with 403 \`not_a_member\`, on every instance, even
while their session is still valid.

Then \`keys\` decides. With \`revoke\`, all keys that the person created are revoked in batches. If \`complete\` is false, some
are left: repeat the request until it is true. With \`hand_over\`, they keep working. The person may still have their
secrets, so the active ones are listed as \`to_be_rotated\` until someone rotates them.

Safe to repeat: the departure keeps its first time, actor and reason. Send the request with \`dry_run\` first to see the keys
and how they are used. The last manager cannot be removed by a session: 409 \`last_manager\`.`,
  params: MemberParams,
  body: DepartureBody,
  response: { 200: Departure, ...errorResponses(409, 413, 415) },
}

/** `POST /api/v1/members/{person}/departure`: removes a person and what they created. */
const departure: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/:person/departure',
    { schema, config: { right: 'accounts:write' } },
    async function removeMember({ owner, actor, params, body }, reply) {
      const { accountId } = owner
      const { keys } = body
      const person = otherPerson(params.person, owner)
      const reason = body.reason || null
      const count = () => countKeysOfPerson(app.searchDb(accountId), accountId, person)

      if (body.dry_run) {
        const { unrevoked, active } = await count()
        const member = await findMember(app.db, accountId, person)
        return reply.code(200).send({
          ...{ dry_run: true, person, departed_at: member?.departed_at ?? null, complete: true },
          ...(keys === 'revoke' ? { revoked: unrevoked, to_be_rotated: 0 } : { revoked: 0, to_be_rotated: active }),
          keys: await usedKeysOfPerson(app.searchDb(accountId), accountId, person),
        })
      }

      const departed_at = await departMember(app.revokingDb, owner, { person, keys }, { actor, reason })
      let revoked = 0
      const until = performance.now() + TIME_MS
      const complete =
        keys === 'hand_over' ||
        (await revokeMatching(
          app.revokingManyDb(accountId),
          keysOfPerson(accountId, person),
          { change: { actor, reason }, until },
          async function report(found) {
            for (const { changed } of await app.announce(found)) if (changed) revoked++
          },
        ))
      const { active } = await count()
      return reply.code(200).send({ dry_run: false, person, departed_at, revoked, to_be_rotated: active, complete })
    },
  )
}

export default departure
