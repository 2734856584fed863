/** The database did not answer in time. Whether a write took effect is unknown. */
export class DatabaseUnavailable extends Error {}

/**
 * SQLSTATE classes and codes of temporary failures (PostgreSQL, appendix A). 25P03 is the error after an instance was
 * frozen or starved of CPU during a transaction, which the server then ended.
 */
const OUTAGE_CLASSES = ['08', '53', '57', '58']
const OUTAGE_CODES = ['25006', '25P03', '40001', '40P01', '55P03', 'XX000']
/** Messages of pg, its pool and the socket when the server goes away. They have no SQLSTATE. */
const OUTAGE_MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|connection ended|cannot use a pool after|client was closed|connection closed|does not support SSL/i
/** Codes of Node for a server that does not prove its identity or speaks no TLS. */
const TLS_CODES = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_)/
const NETWORK_CODES = /^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|ADDRNOTAVAIL|NOENT|MFILE)/

/** Whether an error means that the database is unavailable now: down, starting, full, read-only, locked or slow. */
export function isOutage(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true
  if (error instanceof AggregateError) return error.errors.some(isOutage)
  const { code, message } = Object(error) as { code: unknown; message: unknown }
  const state = String(code)
  return (
    OUTAGE_CLASSES.some(prefix => state.length === 5 && state.startsWith(prefix)) ||
    OUTAGE_CODES.includes(state) ||
    NETWORK_CODES.test(state) ||
    TLS_CODES.test(state) ||
    OUTAGE_MESSAGES.test(String(message))
  )
}
