import pg from 'pg'
import { DatabaseUnavailable } from './outage.ts'

/** SQLSTATE of a warning that has no specific code. */
const WARNING = '01000'
/** SQLSTATE read_only_sql_transaction. */
const READ_ONLY = '25006'

/** A client that records what the server reports about standbys, without asking for it. */
export class Client extends pg.Client {
  /** Whether the server is a standby, which may not have everything that its primary has acknowledged. */
  isStandby = false
  /**
   * Whether a commit may be on this server only. A canceled wait for a standby (`pg_cancel_backend`) succeeds with a
   * warning, the only warning that keyward's statements can cause.
   */
  isUnconfirmed = false

  constructor(config?: pg.ClientConfig) {
    super(config)
    const { connection } = this as unknown as { connection: NodeJS.EventEmitter }
    // Sent at the start of a session, and when the server is promoted.
    connection.on('parameterStatus', ({ parameterName, parameterValue }: Record<string, string>) => {
      if (parameterName === 'in_hot_standby') this.isStandby = parameterValue === 'on'
    })
    this.on('notice', ({ severity, code }) => {
      if (severity === 'WARNING' && code === WARNING) this.isUnconfirmed = true
    })
  }
}

/** Whether a server rejected a write. The same address may now lead to another server that accepts it. */
export const isReadOnly = (error: unknown) => (error as { code?: string }).code === READ_ONLY

export type PooledClient = pg.PoolClient & Client

/** Drops a connection to a standby, which could show revoked keys as active. @throws DatabaseUnavailable */
export function toPrimary(client: pg.PoolClient): PooledClient {
  const pooled = client as PooledClient
  if (!pooled.isStandby) return pooled
  client.release(true)
  throw new DatabaseUnavailable('the server is a standby')
}
