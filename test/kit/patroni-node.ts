import { spawnSync } from 'node:child_process'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { postgresPrograms, queryAt } from './cluster.ts'
import { Link } from './link.ts'
import { Machine } from './machine.ts'
import { ROOT } from './process.ts'
import { dataFolder } from './service.ts'

export const SHIPPED = join(ROOT, 'deploy/patroni')
const ANSWER_MS = 1_000
const AS_POSTGRES =
  process.getuid?.() === 0 ? ['setpriv', '--reuid', 'postgres', '--regid', 'postgres', '--init-groups', '--'] : []
/** The superuser of the shipped configuration. */
export const USER = 'postgres:change%20me'
const WAYS = ['patroni', 'postgres', 'etcd'] as const
type Way = (typeof WAYS)[number]
type Links = Record<Way, Link>
const POSTGRES = /^\S*postgres(\0|:)/

/** A machine with etcd, Patroni and PostgreSQL, configured by the shipped files. */
export class PatroniNode {
  readonly name: string
  readonly address: string
  readonly #links: Links
  readonly #boot: () => Machine
  #machine: Machine

  private constructor(number: number, address: string, links: Links, boot: () => Machine) {
    this.name = `node${number}`
    this.address = address
    this.#links = links
    this.#boot = boot
    this.#machine = boot()
  }

  /** @param network the first three numbers of every address of the cluster */
  static async start(t: Test, network: string, number: number) {
    const address = `${network}.1${number}`
    // The other nodes reach its Patroni and PostgreSQL, and it reaches etcd, over links that can be cut. HAProxy uses
    // none.
    const [seen, etcd] = [`${network}.10${number}`, `${network}.20${number}`]
    const links: Links = {
      patroni: await Link.open(t, { host: seen, port: 8008 }, { host: address, port: 8008 }),
      postgres: await Link.open(t, { host: seen, port: 5432 }, { host: address, port: 5432 }),
      etcd: await Link.open(t, { host: etcd, port: 2379 }, { host: address, port: 2379 }),
    }
    const folder = await ownFolder(t)
    const fill = (text: string) => onThisMachine(text, { number, network, address, seen, etcd, folder })
    for (const file of ['etcd.yml', 'patroni.yml'])
      await writeFile(join(folder, file), fill(await readFile(join(SHIPPED, file), 'utf8')))
    const boot = () =>
      new Machine(t, [
        [...AS_POSTGRES, 'etcd', '--config-file', join(folder, 'etcd.yml')],
        [...AS_POSTGRES, 'bash', '-c', onceEtcdIsThere(address, join(folder, 'patroni.yml'))],
      ])
    return new PatroniNode(number, address, links, boot)
  }

  /** Loses its power. */
  async kill() {
    await this.#machine.end('SIGKILL')
  }

  boot() {
    this.#machine = this.#boot()
  }

  freeze = () => this.#machine.toAll('SIGSTOP')
  thaw = () => this.#machine.toAll('SIGCONT')
  killPostgres = () => this.#machine.toAll('SIGKILL', POSTGRES)

  /**
   * Cuts some of its links, by default all: those by which others reach its Patroni and PostgreSQL, and those to etcd.
   */
  cut(ways: readonly Way[] = WAYS) {
    for (const way of ways) this.#links[way].cut()
  }

  mend() {
    for (const way of WAYS) this.#links[way].mend()
  }

  /** Sends a request to Patroni. @returns the response, or undefined without one */
  rest(path: string, init: RequestInit = {}): Promise<Response | undefined> {
    const authorization = `Basic ${btoa('patroni:change me')}`
    const signal = AbortSignal.timeout(ANSWER_MS)
    return fetch(`http://${this.address}:8008${path}`, { headers: { authorization }, signal, ...init }).catch(
      () => undefined,
    )
  }

  async isPrimary() {
    return (await this.rest('/primary'))?.status === 200
  }

  query(...statements: string[]) {
    return queryAt(`postgres://${USER}@${this.address}:5432/postgres`, ...statements)
  }
}

/** Patroni 3.0 ends at its start if etcd's members have not found each other. */
const onceEtcdIsThere = (address: string, file: string) =>
  `until curl -s http://${address}:2379/version | grep -q '"etcdcluster":"3'; do sleep 0.1; done; exec patroni ${file}`

/** A folder of those who may run PostgreSQL. */
async function ownFolder(t: Test) {
  const folder = await dataFolder(t)
  await chmod(folder, 0o755)
  if (AS_POSTGRES.length > 0) spawnSync('chown', ['postgres', folder])
  return folder
}

interface Place {
  number: number
  network: string
  address: string
  seen: string
  etcd: string
  folder: string
}

/** A shipped file with the addresses and folders of a test. */
const onThisMachine = (text: string, { number, network, address, seen, etcd, folder }: Place) =>
  text
    .replaceAll('NODE_NAME', `node${number}`)
    .replaceAll('connect_address: NODE_ADDRESS', `connect_address: ${seen}`)
    .replaceAll('NODE_ADDRESS', address)
    .replace(/hosts: \[.*\]/, `hosts: [${etcd}:2379]\n  use_proxies: true`)
    .replaceAll('10.0.0.0/24', '127.0.0.0/8')
    .replaceAll('10.0.0.', `${network}.`)
    .replaceAll('/usr/lib/postgresql/15/bin', postgresPrograms())
    .replaceAll(/\/var\/(lib|run)\/(postgresql|etcd)/g, folder)
