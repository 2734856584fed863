import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBodyParser, FastifyInstance, FastifyRequest } from 'fastify'
import { type Slot, SlotQueue } from '../../limits/slot-queue.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The slot in which a report of leaks is handled; null until it begins. */
    reportSlot: Slot | null
  }
}

interface ReportQueueOptions {
  /** Checks that a report is genuine, and throws if not. If omitted, possession of a key is the only authority. */
  verify?: (request: FastifyRequest, body: Buffer) => Promise<void>
  /**
   * Responses are sent at multiples of this after their report was due. The response time then reveals nothing about
   * the keys in a report, or in the report before it. 0: immediately.
   */
  respondEveryMs: number
}

/** As many reports as one address can send in an hour. */
const MOST_WAITING = 60
/** With the lag of a slot and the time of a statement, the response still comes within about two seconds. */
const LONGEST_WAIT_MS = 700
const NO_BODY = Buffer.alloc(0)

/**
 * Parses and handles a scope's reports one at a time, once their bodies have arrived: parsing a thousand credentials
 * blocks the process for milliseconds. Reports that are not genuine are rejected before they queue, so they cannot delay
 * genuine ones.
 */
export function queueReports(scope: FastifyInstance, { verify, respondEveryMs }: ReportQueueOptions) {
  const queue = new SlotQueue(MOST_WAITING, LONGEST_WAIT_MS)

  async function begin(request: FastifyRequest, body: Buffer) {
    if (verify) await verify(request, body)
    request.reportSlot = await queue.take(body.length)
  }
  const parseInSlot: FastifyBodyParser<Buffer> = (request, body, done) => {
    begin(request, body).then(() => scope.parseBody(request, body, done), done)
  }

  scope.decorateRequest('reportSlot', null)
  scope.removeContentTypeParser('application/json')
  scope.addContentTypeParser('application/json', scope.wholeBody('anyone', parseInSlot))
  // A request without a body does not reach the parser, so it has not been verified yet.
  if (verify)
    scope.addHook('preValidation', async function verifyWithoutBody(request) {
      if (!request.reportSlot) await verify(request, NO_BODY)
    })
  scope.addHook('onSend', async function respondOnTime({ reportSlot: slot }) {
    if (!slot) return
    slot.end()
    if (respondEveryMs > 0) await sleep(respondEveryMs - ((performance.now() - slot.due) % respondEveryMs))
  })
}
