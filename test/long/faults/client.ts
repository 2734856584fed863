import { Agent, request } from 'node:http'
import type { OwnedKey } from './keys.ts'

/** Longer than any answer may take. */
const PATIENCE_MS = 10_000

export interface Answer {
  /** 0 when there was none. */
  statusCode: number
  /** The required parts that a 503 lacks. */
  flaw?: string
  body?: string
}

type Step = readonly [method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object]

/** A client that reuses its connections, like clients in production. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1_000 })

  use = (base: string, { key }: OwnedKey) => this.#ask('GET', `${base}/api/v1/me`, { authorization: `Bearer ${key}` })

  revoke = (base: string, { id, cookie }: OwnedKey) => this.#ask('DELETE', `${base}/api/v1/keys/${id}`, { cookie })

  /** Any other request about keys, with a session. */
  ask = (base: string, cookie: string, [method, path, body = {}]: Step) =>
    this.#ask(method, `${base}/api/v1/keys${path}`, { cookie, 'content-type': 'application/json' }, body)

  close() {
    this.#agent.destroy()
  }

  #ask(method: string, url: string, headers: Record<string, string>, payload?: object): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const sent = request(url, { method, headers, agent: this.#agent, timeout: PATIENCE_MS }, reply => {
      let body = ''
      reply.setEncoding('utf8').on('data', text => {
        body += text
      })
      reply.on('end', () => resolve({ ...inspected(reply.statusCode ?? 0, reply.headers, body), body }))
      reply.on('error', () => resolve({ statusCode: 0 }))
    })
    sent.on('timeout', () => sent.destroy())
    sent.on('error', () => resolve({ statusCode: 0 }))
    sent.end(payload && JSON.stringify(payload))
    return promise
  }
}

function inspected(statusCode: number, headers: NodeJS.Dict<string | string[]>, body: string): Answer {
  if (statusCode !== 503) return { statusCode }
  const flaws = [
    !(Number(headers['retry-after']) > 0) && 'no Retry-After',
    !/^\{"error":\{"code":"service_unavailable",/.test(body) && `no envelope: ${body.slice(0, 100)}`,
  ].filter(Boolean)
  return { statusCode, ...(flaws.length > 0 && { flaw: flaws.join(', ') }) }
}
