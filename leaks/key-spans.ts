/** The position of a key in a text. `to` is exclusive. */
export type Span = readonly [from: number, to: number]

/** Finds the keys of one shape in a text, from left to right, in time proportional to the text. */
export type FindSpans = (text: string) => Span[]

const isAlphanumeric = (code: number) =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

/**
 * Creates a finder. A regular expression would try each length at each position, up to 150 steps per character. This
 * finder looks at each character once for each of two tables: how far a run of the shape's letters goes, and where the
 * last word ended.
 * @param shape in the form that `keyShape` creates: `^prefix[letters]{least,most}$`
 */
export function spanFinder(shape: RegExp): FindSpans {
  const [, source = '', letters = '', least = '', most = ''] = /^\^(.*?)\[([^\]]+)\]\{(\d+),(\d+)\}\$$/.exec(
    shape.source,
  ) as RegExpExecArray
  const prefix = source.replaceAll('\\', '')
  const letter = new RegExp(`[${letters}]`)
  const isLetter = Uint8Array.from({ length: 256 }, (_, code) =>
    Number(code < 128 && letter.test(String.fromCharCode(code))),
  )
  /** Rejects most texts at once. */
  const enough = new RegExp(`[${letters}]{${least}}`)

  return function find(text) {
    const spans: Span[] = []
    if (!text.includes(prefix) || !enough.test(text)) return spans
    const { runs, ends } = tables(text, isLetter)
    for (let from = text.indexOf(prefix); from !== -1 && from < text.length; from = text.indexOf(prefix, from)) {
      const body = from + prefix.length
      const to = ends[Math.min(body + Number(most), runs[body] as number)] as number
      const fits = startsWord(text, from) && to >= body + Number(least)
      if (fits) spans.push([from, to])
      from = fits ? to : from + 1
    }
    return spans
  }
}

const startsWord = (text: string, at: number) => at === 0 || !isAlphanumeric(text.charCodeAt(at - 1))

/** By position: the end of the run of letters that begins there, and the last end of a word at or before it. */
function tables(text: string, isLetter: Uint8Array) {
  const runs = new Uint32Array(text.length + 1)
  const ends = new Uint32Array(text.length + 1)
  let run = text.length
  for (let at = text.length - 1; at >= 0; at--) {
    if (isLetter[text.charCodeAt(at)] !== 1) run = at
    runs[at] = run
  }
  runs[text.length] = text.length
  let end = 0
  for (let at = 1; at < text.length; at++) {
    if (!isAlphanumeric(text.charCodeAt(at))) end = at
    ends[at] = end
  }
  ends[text.length] = text.length
  return { runs, ends }
}
