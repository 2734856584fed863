import { randomInt } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { hasPostgres } from './cluster.ts'
import { onlyExhaustive } from './exhaustive.ts'
import { hasMachines, Machine } from './machine.ts'
import { PatroniNode, SHIPPED, USER } from './patroni-node.ts'
import { installed, untilListening } from './process.ts'
import { dataFolder } from './service.ts'

const POLL_MS = 100
const STREAMING = `select count(*)::int as standbys, current_setting('synchronous_standby_names') <> '' as waits
  from pg_stat_replication where state = 'streaming'`
const PROGRAMS = ['patroni', 'etcd', 'haproxy']

/** The reason for skipping a test of high availability. */
export const withoutPatroni = (): string | false =>
  onlyExhaustive('three servers take minutes') ||
  (!hasPostgres && 'PostgreSQL is not installed') ||
  PROGRAMS.filter(program => !installed(program)).map(program => `${program} is not installed`)[0] ||
  (!hasMachines() && 'the kernel gives no process namespaces')

/** Three PostgreSQL servers under Patroni, and the HAProxy before them, by the files in deploy/patroni. */
export class PatroniCluster {
  readonly nodes: readonly PatroniNode[]
  /** The database through HAProxy. */
  readonly url: string

  private constructor(nodes: readonly PatroniNode[], url: string) {
    this.nodes = nodes
    this.url = url
  }

  static async start(t: Test) {
    // Every loopback address can be used, so each node has its own address and the ports of the shipped files.
    const network = `127.${randomInt(1, 255)}.${randomInt(1, 255)}`
    const nodes = await Promise.all([1, 2, 3].map(number => PatroniNode.start(t, network, number)))
    await startHaproxy(t, network)
    const cluster = new PatroniCluster(nodes, `postgres://${USER}@${network}.1:5000/postgres`)
    await cluster.untilWhole()
    return cluster
  }

  /** Waits for a primary. @param former one that does not count */
  async primary(former?: PatroniNode): Promise<PatroniNode> {
    const candidates = this.nodes.filter(node => node !== former)
    for (;;) {
      const answers = await Promise.all(candidates.map(node => node.isPrimary()))
      const primary = candidates[answers.indexOf(true)]
      if (primary) return primary
      await sleep(POLL_MS)
    }
  }

  /** Waits for a primary with two standbys, of which Patroni counts this many as synchronous. */
  async untilWhole(synchronous = 1) {
    for (;;) {
      const primary = await this.primary()
      const [row] = await primary.query(STREAMING).catch(() => [])
      const response = await primary.rest('/cluster')
      const { members = [] } = ((await response?.json()) ?? {}) as { members?: { role: string }[] }
      const inSync = members.filter(({ role }) => role === 'sync_standby').length
      if (row?.standbys === 2 && row.waits === synchronous > 0 && inSync === synchronous) return
      await sleep(POLL_MS)
    }
  }

  /** Cuts a server off from etcd and from the other servers; HAProxy still reaches it. */
  isolate(node: PatroniNode) {
    node.cut()
    // A cut link is cut for all nodes, so the others cannot reach each other either.
    for (const other of this.nodes) if (other !== node) other.cut(['patroni'])
  }

  mend() {
    for (const node of this.nodes) node.mend()
  }

  /** Hands over on purpose. */
  async switchOver() {
    const primary = await this.primary()
    const body = JSON.stringify({ leader: primary.name })
    const response = await primary.rest('/switchover', { method: 'POST', body, signal: AbortSignal.timeout(30_000) })
    if (response?.status !== 200) throw new Error(`no switchover: ${await response?.text()}`)
  }

  /** Changes the configuration of the cluster, as `patronictl edit-config` does. */
  async configure(settings: object) {
    const response = await (await this.primary()).rest('/config', { method: 'PATCH', body: JSON.stringify(settings) })
    if (response?.status !== 200) throw new Error(`not configured: ${await response?.text()}`)
  }
}

async function startHaproxy(t: Test, network: string) {
  const file = join(await dataFolder(t), 'haproxy.cfg')
  const shipped = await readFile(join(SHIPPED, 'haproxy.cfg'), 'utf8')
  const text = shipped
    .replaceAll('10.0.0.', `${network}.`)
    .replace('bind 127.0.0.1:', `bind ${network}.1:`)
    .replace(/^ {2}(user|group) .*\n/gm, '') // to change it takes root
  await writeFile(file, text)
  new Machine(t, [['haproxy', '-db', '-f', file]])
  await untilListening(5000, `${network}.1`)
}
