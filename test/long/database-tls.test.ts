import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Cluster, onCluster } from '../kit/cluster.ts'
import { ask } from '../kit/http.ts'
import { dataFolder, run, start } from '../kit/service.ts'

const SECRET = { SUPABASE_JWT_SECRET: 'x'.repeat(32) }

/**
 * Creates a self-signed certificate of the server for a host name. @returns the certificate, which is also its
 * authority
 */
async function makeCertificate(cluster: Cluster, host: string): Promise<string> {
  const openssl = `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=${host}
    -addext subjectAltName=DNS:${host} -keyout ${host}.key -out ${host}.crt`
  await cluster.query(`copy (select) to program '${openssl.replaceAll(/\s+/g, ' ')}'`)
  const [{ certificate }] = await cluster.query(`select pg_read_file('${host}.crt') as certificate`)
  return certificate
}

const useCertificate = (cluster: Cluster, host: string) =>
  cluster.query(
    `alter system set ssl_cert_file = '${host}.crt'`,
    `alter system set ssl_key_file = '${host}.key'`,
    'alter system set ssl = on',
    'select pg_reload_conf()',
  )

onCluster('with sslmode=verify-full only the server of that name and authority is used', async (t, cluster) => {
  const folder = await dataFolder(t)
  const [right, wrong] = [join(folder, 'right.crt'), join(folder, 'wrong.crt')]
  await writeFile(right, await makeCertificate(cluster, 'localhost'))
  await writeFile(wrong, await makeCertificate(cluster, 'database.test'))
  await useCertificate(cluster, 'localhost')
  const addressOf = (host: string, authority: string) =>
    `${cluster.url.replace('127.0.0.1', host)}?sslmode=verify-full&sslrootcert=${authority}`

  const service = await start(t, { DATABASE_URL: addressOf('localhost', right), LOG_LEVEL: 'warn' })
  t.equal((await ask(service, '/readyz')).status, 200)
  const [row] = await cluster.query(`select bool_and(ssl) as encrypted, count(*)::int as connections
    from pg_stat_ssl join pg_stat_activity using (pid) where application_name like 'keyward/%'`)
  t.ok(row.connections > 0)
  t.ok(row.encrypted)

  const refusal = async (DATABASE_URL: string) => {
    const { code, output } = await run(t, 'server.ts', { DATABASE_URL, ...SECRET }).ended
    t.equal(code, 1)
    return output
  }
  const asked = 'keyward did not start: the database is unreachable: '
  t.match(await refusal(addressOf('localhost', wrong)), `${asked}self-signed certificate`)
  t.match(await refusal(addressOf('127.0.0.1', right)), `${asked}Hostname/IP does not match certificate's altnames`)
  await useCertificate(cluster, 'database.test')
  t.match(await refusal(addressOf('localhost', wrong)), `${asked}Hostname/IP does not match certificate's altnames`)

  // A running instance reaches the other server with its next connections.
  const answered = async (status: number) => {
    do await cluster.terminateAll()
    while ((await ask(service, '/readyz')).status !== status)
  }
  await answered(503)
  await useCertificate(cluster, 'localhost')
  await answered(200)
})
