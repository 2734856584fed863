import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { isOutage } from '../../db/connection/outage.ts'
import { OtherAccount } from '../../db/ensure-account.ts'
import { KeyLimitReached } from '../../db/keys/limit.ts'
import { AccountSuspended } from '../../db/keys/lock.ts'
import { LastManager } from '../../db/members/managers.ts'
import { InsufficientRole, NotAMember } from '../../db/members/role.ts'
import { NotAccepted } from '../../db/not-accepted.ts'
import { UpgradeUnfinished } from '../../db/upgrade.ts'
import { ApiError, type ErrorCode, envelope, invalidField, Undecided, unavailable } from '../../errors.ts'

/** The error codes for Fastify's own errors, by status. */
const byStatus: Record<number, ErrorCode> = {
  404: 'not_found',
  413: 'payload_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
}

/** Sends every thrown error as the envelope with its status and headers. */
export default fp(
  async function errors(app) {
    app.setErrorHandler(sendError)
  },
  { name: 'errors', fastify: '5.x', dependencies: ['metrics'] },
)

/** Sends an error as the reply to a request. */
export function sendError(thrown: unknown, request: FastifyRequest, reply: FastifyReply) {
  // The client disconnected, or got a 408, in the middle of its body. That is not a fault, and no one is left to
  // answer.
  if (thrown === request.raw.errored) return void reply.hijack()
  const { code, status, headers, body } = answerTo(request.server, thrown, request.id)
  request.errorCode = code
  return reply.code(status).headers(headers).send(body)
}

/**
 * Builds the response to an error for any sender. Counts the error, and logs faults of keyward or of a dependency.
 * @param thrown an `ApiError` or any other value
 */
export function answerTo({ log, metrics }: FastifyInstance, thrown: unknown, requestId: string) {
  const error = toApiError(thrown)
  metrics.error(error)
  if (error.code === 'internal_error') log.error({ request_id: requestId, err: error.cause }, error.code)
  // An outage has one cause and affects many requests: one line per request, without the stack, which is always the
  // same.
  if (error.code === 'service_unavailable') log.warn({ request_id: requestId, reason: String(error.cause) }, error.code)
  return {
    code: error.code,
    status: error.statusCode,
    headers: {
      ...error.headers,
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    },
    body: JSON.stringify(envelope(error, requestId)),
  }
}

/** The error that a client sees for a thrown value. It reveals nothing about an unknown value. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof Undecided || isOutage(error)) return unavailable(error)
  if (error instanceof UpgradeUnfinished) return new ApiError('upgrade_unfinished', { cause: error })
  if (error instanceof KeyLimitReached) return new ApiError('key_limit_reached', { details: { limit: error.limit } })
  if (error instanceof AccountSuspended) return new ApiError('account_suspended')
  if (error instanceof NotAccepted) return invalidField(error.field, error.problem)
  // The session guard reports it; elsewhere, an account that a restored backup lacks has been created by someone else.
  if (error instanceof OtherAccount) return new ApiError('invalid_session')
  if (error instanceof NotAMember) return new ApiError('not_a_member')
  if (error instanceof LastManager) return new ApiError('last_manager')
  if (error instanceof InsufficientRole) {
    const { role, needed } = error
    return new ApiError('insufficient_role', { details: { role, needed } })
  }
  const { validation, statusCode = 500, code = '' } = error as FastifyError
  if (validation) return invalid(error as FastifyError)
  if (statusCode >= 500 || !code.startsWith('FST_')) return new ApiError('internal_error', { cause: error })
  return new ApiError(byStatus[statusCode] ?? 'validation_error', { cause: error })
}

/** Enough to fix a request, however many of its fields are wrong. */
const MOST_DETAILS = 20
/** The longest field name that is repeated. A longer one may be a misplaced credential. */
const REPEATABLE = /^\w{1,31}$/

/** A 400 that names the invalid fields, with the schema validator's messages. */
function invalid({ validation = [], validationContext = 'body' }: FastifyError) {
  const details = Object.fromEntries(
    validation.slice(0, MOST_DETAILS).map(({ instancePath, params, message = 'is not valid' }) => {
      const member = String(params['missingProperty'] ?? params['additionalProperty'] ?? '')
      const path = [...instancePath.split('/').slice(1), ...(REPEATABLE.test(member) ? [member] : [])]
      return [path.join('.') || validationContext, message]
    }),
  )
  return new ApiError('validation_error', { details })
}
