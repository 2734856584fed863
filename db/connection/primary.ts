import pg from 'pg'
import { DatabaseUnavailable } from './outage.ts'

/** SQLSTATE of a warning without one of its own. */
const WARNING = '01000'
/** SQLSTATE read_only_sql_transaction. */
const READ_ONLY = '25006'

/** A client that knows, without a question of its own, what a server says about standbys. */
export class Client extends pg.Client {
  /** Whether the server follows another, and so may not know yet what that has acknowledged. */
  isStandby = false
  /**
   * Whether a commit may be on this server only: a wait for a standby that is cancelled (`pg_cancel_backend`) succeeds,
   * with a warning. Nothing else that the service does is warned of.
   */
  isUnconfirmed = false

  constructor(config?: pg.ClientConfig) {
    super(config)
    const { connection } = this as unknown as { connection: NodeJS.EventEmitter }
    // Sent when a session begins, and again when the server is promoted.
    connection.on('parameterStatus', ({ parameterName, parameterValue }: Record<string, string>) => {
      if (parameterName === 'in_hot_standby') this.isStandby = parameterValue === 'on'
    })
    this.on('notice', ({ severity, code }) => {
      if (severity === 'WARNING' && code === WARNING) this.isUnconfirmed = true
    })
  }
}

/** Whether a server refused to write: behind the same address there may be another by now that does not. */
export const isReadOnly = (error: unknown) => (error as { code?: string }).code === READ_ONLY

export type PooledClient = pg.PoolClient & Client

/** Gives a standby's connection up: it would show keys as active that are revoked. @throws DatabaseUnavailable */
export function toPrimary(client: pg.PoolClient): PooledClient {
  const pooled = client as PooledClient
  if (!pooled.isStandby) return pooled
  client.release(true)
  throw new DatabaseUnavailable('the server is a standby')
}
