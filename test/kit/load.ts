import { setTimeout as sleep } from 'node:timers/promises'
import { type Operation, recorded } from './history.ts'
import { ask } from './http.ts'
import { type Person, signIn } from './people.ts'
import type { Service } from './service.ts'

const PAUSE_MS = 50
const CLIENTS = 4

interface Made {
  id: string
  key: string
}

/**
 * Clients that create keys, use them, revoke them and use them again, each step on any instance. They repeat every
 * request that gets 503, as the manual says. All operations are recorded.
 */
export class Load {
  readonly history: Operation[] = []
  /** The ids of the keys whose creation and whose revocation was acknowledged. */
  readonly created = new Set<string>()
  readonly revoked = new Set<string>()
  readonly #services: readonly Service[]
  readonly #dead: string[] = []
  #goesOn = true
  readonly #clients: Promise<unknown>

  constructor(services: readonly Service[]) {
    this.#services = services
    this.#clients = Promise.all([this.#useGoodKey(), ...Array.from({ length: CLIENTS }, () => this.#client())])
  }

  async end() {
    this.#goesOn = false
    await this.#clients
  }

  async #client() {
    while (this.#goesOn) {
      const person = await signIn('pro')
      const made = await this.#create(person)
      if (!made) return
      await this.use(made.key)
      await this.revoke(person, made)
      await Promise.all(this.#services.map(service => this.use(made.key, service)))
      await this.use(this.#dead[Math.floor(Math.random() * this.#dead.length)] ?? made.key)
      await sleep(PAUSE_MS)
    }
  }

  /** A key that is never revoked: no failure may make it invalid. */
  async #useGoodKey() {
    const made = await this.#create(await signIn('pro'))
    while (this.#goesOn && made) {
      await this.use(made.key)
      await sleep(2 * PAUSE_MS)
    }
  }

  async #create({ cookie }: Person): Promise<Made | undefined> {
    while (this.#goesOn) {
      const reply = await ask(this.#any, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'of the load' } })
      if (reply.status === 201) {
        const made: Made = reply.json()
        this.created.add(made.id)
        return made
      }
      await sleep(PAUSE_MS)
    }
    return undefined
  }

  use(key: string, service = this.#any) {
    return recorded(this.history, 'use', key, () => statusOf(ask(service, '/api/v1/me', { key })))
  }

  /** Repeats a request until it gets 200, or until the end. */
  async revoke({ cookie }: Person, { id, key }: Made) {
    const path = `/api/v1/keys/${id}`
    do {
      const act = () => statusOf(ask(this.#any, path, { cookie, method: 'DELETE', body: { reason: 'failover' } }))
      if ((await recorded(this.history, 'revoke', key, act)) === 200) {
        this.revoked.add(id)
        this.#dead.push(key)
        return
      }
      await sleep(PAUSE_MS)
    } while (this.#goesOn)
  }

  get #any() {
    return this.#services[Math.floor(Math.random() * this.#services.length)] as Service
  }
}

const statusOf = async (reply: ReturnType<typeof ask>) => ({ statusCode: (await reply).status })
