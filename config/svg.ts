/** Elements that draw. Left out: script, foreignObject, image, a, animations, and everything unknown. */
const ELEMENTS = new Set(
  `svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon text tspan textPath style
  linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComponentTransfer
  feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology
  feOffset feTile switch`.split(/\s+/),
)

const NAMESPACE = 'http://www.w3.org/2000/svg'

const ATTRIBUTE = /\s+([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g
/** A comment, a tag or text. Anything else is rejected: DOCTYPE, CDATA, processing instructions, unquoted attributes. */
const TOKEN = new RegExp(`<!--(?:(?!--)[^])*-->|<(/?)([A-Za-z][\\w:.-]*)((?:${ATTRIBUTE.source})*)\\s*(/?)>|[^<]+`, 'g')
/** Without an encoding other than that of the response: another one could hide elements. */
const DECLARATION =
  /^\s*<\?xml\s+version=["']1\.[01]["'](?:\s+encoding=["']utf-8["'])?(?:\s+standalone=["']\w+["'])?\s*\?>/i
/** `use` in `use` multiplies: 20 of them draw at most about 1,600 elements, and 200 could draw more than a browser can. */
const MOST_USES = 20

/**
 * Checks that an SVG is a drawing and nothing else. A browser neither runs scripts nor loads files for a picture in
 * `<img>`, but people can also open the picture's own address.
 * @returns the end of a sentence that begins with the file; undefined if the file can be served
 */
export function svgProblem(text: string): string | undefined {
  const body = text.replace(DECLARATION, '').trim()
  const tokens = [...body.matchAll(TOKEN)]
  if (tokens.map(([token]) => token).join('') !== body) return 'must contain only elements, text and comments'
  if (tokens.filter(([, , name]) => name === 'use').length > MOST_USES)
    return `must not contain more than ${MOST_USES} <use>`
  const open: string[] = []
  const roots: string[] = []
  for (const [token, closing, name, attributes = '', , , , empty] of tokens) {
    if (name === undefined) {
      const wrong = !token.startsWith('<!--') && textProblem(token, open.at(-1))
      if (wrong) return wrong
    } else if (closing) {
      if (open.pop() !== name) return `must close its elements in order: </${name}>`
    } else {
      if (open.length === 0) roots.push(name + attributes)
      const wrong = elementProblem(name, attributes)
      if (wrong) return wrong
      if (!empty) open.push(name)
    }
  }
  if (open.length > 0) return `must close <${open.at(-1)}>`
  return roots.length === 1 ? rootProblem(roots[0] as string) : 'must have one root element'
}

/** @param root its name and attributes */
function rootProblem(root: string) {
  const of = new Map(attributesOf(root))
  if (!/^svg\b/.test(root)) return 'must be an SVG'
  if (of.get('xmlns') !== NAMESPACE) return `must have xmlns="${NAMESPACE}"`
  return of.has('viewBox') ? undefined : 'must have a viewBox, so that it can be scaled'
}

function elementProblem(name: string, attributes: string) {
  if (!ELEMENTS.has(name)) return `must not contain <${name}>`
  for (const [attribute, value] of attributesOf(attributes)) {
    if (/^on/i.test(attribute)) return `must not contain the event handler ${attribute}`
    const isElsewhere = /(?:^|:)href$/i.test(attribute) && !value.startsWith('#')
    const isOther = attribute === 'xml:base' || (attribute === 'xmlns' && value !== NAMESPACE)
    if (isElsewhere || isOther) return `must not refer to other files in ${attribute}`
    const wrong = textProblem(value, 'style')
    if (wrong) return wrong
  }
  return undefined
}

const attributesOf = (text: string): [string, string][] =>
  [...text.matchAll(ATTRIBUTE)].map(([, name = '', quoted = '', single = '']) => [name, quoted || single])

/** CSS can stand in `style` elements and in attributes. Its escapes could hide a `url()`. */
function textProblem(text: string, element: string | undefined) {
  if (element === undefined && text.trim() !== '') return 'must not contain text outside its root element'
  if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(text)) return 'must not contain character references or entities'
  if (element !== 'style') return undefined
  if (text.includes('\\')) return 'must not contain backslashes in styles and attributes'
  const others = text.replaceAll(/&(?:quot|apos);/g, '"').replaceAll(/url\(\s*["']?#/gi, '')
  return /@import|(?:url|image|image-set|src)\(/i.test(others) ? 'must not refer to other files in styles' : undefined
}
