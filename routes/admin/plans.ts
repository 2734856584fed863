import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { EVENT_ORDER } from '../../db/history/list.ts'
import { listPlanEvents } from '../../db/history/plan-events.ts'
import { findPlan, listPlans, putPlans } from '../../db/plans.ts'
import { ApiError, invalidField } from '../../errors.ts'
import { CursorText, NextCursor, toCursor, toPage } from '../../schemas/cursor.ts'
import { errorResponses } from '../../schemas/error.ts'
import { LOCATION } from '../../schemas/headers.ts'
import { Plan, PlanBody, PlanName, toTerms } from '../../schemas/plan.ts'
import { PlanEvent } from '../../schemas/plan-event.ts'
import { Limit } from '../../schemas/primitives.ts'

const tags = ['Operations']
const params = Type.Object({ name: PlanName })

const list = {
  tags,
  operationId: 'listPlans',
  summary: 'List plans',
  description: 'Returns all plans, also retired ones.',
  response: { 200: Type.Object({ data: Type.Array(Plan) }), ...errorResponses() },
}

const get = {
  tags,
  operationId: 'getPlan',
  summary: 'Get a plan',
  description: 'Returns a plan, also a retired one.',
  params,
  response: { 200: Plan, ...errorResponses(404) },
}

const put = {
  tags,
  operationId: 'putPlan',
  summary: 'Create or change a plan',
  description: `Takes effect from the next request, on every instance, for all accounts with the plan. A field that the body
leaves out is set to its default, also if the plan exists. Plans are never deleted; accounts keep a plan that is retired.
Every change is recorded; a repeat changes nothing and is not recorded.`,
  params,
  body: PlanBody,
  response: { 200: Plan, 201: Plan, ...errorResponses(409, 413, 415) },
}

const events = {
  tags,
  operationId: 'listPlanEvents',
  summary: 'List the events of plans',
  description: `Returns the history of all plans or of one, newest first: who changed which plan, from what and to what. Events never
change.`,
  querystring: Type.Object(
    { plan: Type.Optional(PlanName), limit: Limit, cursor: Type.Optional(CursorText) },
    { additionalProperties: false },
  ),
  response: { 200: Type.Object({ data: Type.Array(PlanEvent), next_cursor: NextCursor }), ...errorResponses() },
}

/** `/admin/v1/plans` and `/admin/v1/plan-events`: an operator defines the plans that accounts can have. */
const plans: FastifyPluginAsyncTypebox = async app => {
  app.get('/plans', { schema: list, config: { right: 'accounts:read' } }, async function getPlans(_request, reply) {
    return reply.code(200).send({ data: await listPlans(app.db) })
  })

  app.get(
    '/plans/:name',
    { schema: get, config: { right: 'accounts:read' } },
    async function getPlan({ params: { name } }, reply) {
      return reply.code(200).send(await existing(name))
    },
  )

  app.put('/plans/:name', { schema: put, config: { right: 'plans:write' } }, async function putPlan(request, reply) {
    const { body } = request
    const { name } = request.params
    if (body.name !== undefined && body.name !== name) throw invalidField('name', 'must be that of the path')
    const by = { actor: request.actor, reason: body.reason || null }
    const [outcome] = await putPlans(app.db, [toTerms(name, body)], by)
    if (outcome === 'created') reply.code(201).header(LOCATION, `/admin/v1/plans/${name}`)
    return reply.send(await existing(name))
  })

  app.get(
    '/plan-events',
    { schema: events, config: { right: 'accounts:read' } },
    async function getPlanEvents({ query }, reply) {
      const { plan, limit, cursor } = query
      const rows = await listPlanEvents(app.db, { plan, limit, after: toCursor(cursor, EVENT_ORDER) })
      return reply.code(200).send(toPage(rows, limit, EVENT_ORDER))
    },
  )

  async function existing(name: string) {
    const plan = await findPlan(app.db, name)
    if (!plan) throw new ApiError('not_found')
    return plan
  }
}

export default plans
