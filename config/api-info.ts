import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Ajv, type ErrorObject } from 'ajv'
import { ApiInfo } from '../schemas/api-info.ts'
import { svgProblem } from './svg.ts'

/** How a deployment presents its API. */
export interface Presentation extends ApiInfo {
  /** The brand's logo, as SVG. */
  logo?: string
}

const MOST_BYTES = 200_000
const MOST_LOGO_BYTES = 20_000

const isApiInfo = new Ajv({ verbose: true, strict: false }).compile<ApiInfo>(ApiInfo)

/**
 * Reads and checks the file that `API_INFO` names, and the logo that the file names.
 * @throws an Error that names the setting and the field
 */
export function readApiInfo(path: string): Presentation {
  const info = parse(contentOf('', path, MOST_BYTES))
  if (!isApiInfo(info)) throw problem(sentence(isApiInfo.errors as [ErrorObject]))
  const { logo } = info.brand ?? {}
  if (logo === undefined) return info
  const svg = contentOf('brand.logo', resolve(dirname(path), logo), MOST_LOGO_BYTES)
  const wrong = svgProblem(svg)
  if (wrong) throw problem(`brand.logo ${wrong}`)
  return { ...info, logo: svg }
}

const problem = (sentence: string) => new Error(`invalid setting: API_INFO: ${sentence}`)

/** @param field the field that names the file; empty for the setting itself */
function contentOf(field: string, path: string, most: number) {
  const subject = field === '' ? 'it' : field
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw problem(`${subject} names a file that cannot be read: ${(error as NodeJS.ErrnoException).code}`)
  }
  if (bytes.length > most) throw problem(`${subject} names a file of more than ${most.toLocaleString('en')} bytes`)
  return bytes.toString('utf8').replace(/^\ufeff/, '')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw problem('the file is not JSON')
  }
}

/** One sentence about the first error, with the field in the form `info.title` or `tags[0].name`. */
function sentence([{ instancePath, keyword, message, params, parentSchema }]: [ErrorObject, ...ErrorObject[]]) {
  const field = instancePath
    .slice(1)
    .replaceAll(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.')
  const at = (name: string) => (field === '' ? name : `${field}.${name}`)
  if (keyword === 'required') return `${at(params['missingProperty'])} is missing`
  if (keyword === 'additionalProperties') return `${at(params['additionalProperty'])} is not a known field`
  const subject = field === '' ? 'the file' : field
  return keyword === 'pattern' ? `${subject} must be ${parentSchema?.['description']}` : `${subject} ${message}`
}
