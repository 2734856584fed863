import { readFileSync } from 'node:fs'
import t from 'tap'
import { svgProblem } from '../../config/svg.ts'

const svg = (inner: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"${attributes}>${inner}</svg>`

const GOOD = [
  svg('<path d="M0 0h1"/>'),
  `<?xml version='1.0' standalone="yes"?>${svg('')}`,
  `\n<?xml version="1.0" encoding="utf-8"?>\n<!-- by hand -->\n${svg('')}\n`,
  svg('<title>A &amp; B</title><defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs>'),
  svg('<rect fill="url(#a)"/><use href="#b"/><use xlink:href=\'#b\'/>', ' xmlns:xlink="http://www.w3.org/1999/xlink"'),
  svg('<style>.a > .b { fill: url( "#a" ) } @media (prefers-color-scheme: dark) { path { fill: #fff } }</style>'),
  svg('<text x="1">a \\ b, url(x)</text>'),
  svg('<rect style="fill:url(&quot;#a&quot;)" />'),
]

const BAD: [text: string, problem: RegExp][] = [
  ['', /must have one root element/],
  ['a picture', /text outside its root/],
  ['<svg', /only elements, text and comments/],
  ['<html></html>', /must not contain <html>/],
  [`<g>${svg('')}</g>`, /must be an SVG/],
  [`${svg('')}${svg('')}`, /must have one root element/],
  [svg('').replace('</svg>', ''), /must close <svg>/],
  [svg('<g></svg>'), /must close its elements in order: <\/svg>/],
  [svg('</g>'), /must close its elements in order/],
  [`${svg('')}</svg>`, /must close its elements in order/],
  [svg('').replace(' viewBox="0 0 32 32"', ''), /must have a viewBox/],
  [svg('').replace(/ xmlns="[^"]*"/, ''), /must have xmlns=/],
  [svg('<script>alert(1)</script>'), /must not contain <script>/],
  [svg('<SCRIPT>alert(1)</SCRIPT>'), /must not contain <SCRIPT>/],
  [svg('<svg:script xmlns:svg="http://www.w3.org/2000/svg"/>'), /must not contain <svg:script>/],
  [svg('<foreignObject><p/></foreignObject>'), /must not contain <foreignObject>/],
  [svg('<image href="https://elsewhere.example/x.png"/>'), /must not contain <image>/],
  [svg('<a href="https://elsewhere.example/"><path/></a>'), /must not contain <a>/],
  [svg('<animate attributeName="href" to="javascript:alert(1)"/>'), /must not contain <animate>/],
  [svg('<set attributeName="onload" to="alert(1)"/>'), /must not contain <set>/],
  [svg('', ' onload="alert(1)"'), /event handler onload/],
  [svg('<path ONCLICK="alert(1)"/>'), /event handler ONCLICK/],
  [svg("<path\tonclick = 'alert(1)'/>"), /event handler onclick/],
  [svg('<path onclick=alert(1) />'), /only elements, text and comments/],
  [svg('<path/onclick="alert(1)"/>'), /only elements, text and comments/],
  [svg('<use href="https://elsewhere.example/x.svg#a"/>'), /other files in href/],
  [svg('<use href="data:image/svg+xml,x"/>'), /other files in href/],
  [svg('<use a:href="x.svg#a" xmlns:a="http://www.w3.org/1999/xlink"/>'), /other files in a:href/],
  [svg('<use href=" #a"/>'), /other files in href/],
  [svg('', ' xml:base="https://elsewhere.example/"'), /other files in xml:base/],
  [svg('<style xmlns="http://www.w3.org/1999/xhtml"/>'), /other files in xmlns/],
  [svg('<style>@import "https://elsewhere.example/x.css";</style>'), /other files in styles/],
  [svg('<style>path { fill: URL(https://elsewhere.example/x) }</style>'), /other files in styles/],
  [svg('<style>path { fill: u\\72l(https://elsewhere.example/x) }</style>'), /backslashes/],
  [svg('<rect style="fill:url(&quot;https://elsewhere.example/x&quot;)"/>'), /other files in styles/],
  [svg('<rect fill="url(x.svg#a)"/>'), /other files in styles/],
  [svg('<rect style="background:image-set(\'x\' 1x)"/>'), /other files in styles/],
  [svg('<rect style="fill:u&#114;l(x)"/>'), /character references/],
  [svg('<text>&secret;</text>'), /character references or entities/],
  [svg('<text>a & b</text>'), /character references/],
  [`<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('<text>&x;</text>')}`, /only elements/],
  [`<?xml-stylesheet href="https://elsewhere.example/x.css"?>${svg('')}`, /only elements/],
  [svg('<style><![CDATA[path{}]]></style>'), /only elements/],
  [svg('<!-- a -- b -->'), /only elements/],
  [`<?xml version="1.0" encoding="UTF-7"?>${svg('+ADw-script+AD4-')}`, /only elements/],
  [`a${svg('')}`, /text outside its root/],
  [`${svg('')} a`, /text outside its root/],
  [svg('<use href="#a"/>'.repeat(21)), /more than 20 <use>/],
]

t.test('a logo is a drawing: no script, no handler, no other file, no entity', async t => {
  for (const text of GOOD) t.equal(svgProblem(text), undefined, text)
  for (const [text, problem] of BAD) t.match(svgProblem(text), problem, text)
})

t.test('the logos of keyward and of the example are accepted', async t => {
  for (const path of ['dashboard/icon.svg', 'deploy/example-logo.svg'])
    t.equal(svgProblem(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')), undefined, path)
})
