import { RE2JS } from 're2js'
import { parse } from 'yaml'

interface EnvoyRoute {
  name: string
  match: { prefix?: string; safe_regex?: { regex: string }; headers?: object[] }
}

/**
 * The route of Envoy's file that a GET request takes.
 * @returns its name
 */
export function envoyRoute(text: string, path: string): string | undefined {
  const [listener] = parse(text, { merge: true }).static_resources.listeners
  const [{ typed_config: manager }] = listener.filter_chains[0].filters
  const routes = manager.route_config.virtual_hosts[0].routes as EnvoyRoute[]
  const matches = ({ match: { prefix, safe_regex, headers } }: EnvoyRoute) =>
    !headers && (prefix === undefined ? RE2JS.matches(safe_regex?.regex ?? '', path) : path.startsWith(prefix))
  return routes.find(matches)?.name
}

interface TraefikRouter {
  rule: string
  priority?: number
}

/**
 * The router of Traefik's files that a GET request without a query takes.
 * @param texts files of one folder, whose routers are merged
 */
export function traefikRouter(texts: readonly string[], path: string): string | undefined {
  const routers: Record<string, TraefikRouter> = Object.assign({}, ...texts.map(text => rendered(text).http.routers))
  const { inside: _, ...outside } = routers
  const [found] = Object.entries(outside)
    .filter(([, { rule }]) => holds(rule, path))
    .sort(([, a], [, b]) => Number(b.priority) - Number(a.priority))
  return found?.[0]
}

/** The file after its template has been executed, which only defines one variable. */
function rendered(text: string) {
  const [, value = ''] = /\{\{ \$protected := `([^`]+)` \}\}/.exec(text) ?? []
  return parse(text.replaceAll('{{ $protected }}', () => value))
}

/** A rule is an expression of JavaScript too, if its backquoted texts are raw. */
function holds(rule: string, path: string): boolean {
  const matchers = {
    Path: (text: string) => path === text,
    PathPrefix: (text: string) => path.startsWith(text),
    PathRegexp: (text: string) => RE2JS.compile(text).matcher(path).find(),
    Method: (method: string) => method === 'GET',
    HeaderRegexp: () => false,
    QueryRegexp: () => false,
  }
  const expression = rule.replaceAll('(`', '(String.raw`')
  return new Function(...Object.keys(matchers), `return ${expression}`)(...Object.values(matchers))
}
