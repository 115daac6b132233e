import { parse } from 'parse5'
import { expect } from 'vitest'
import type { Product } from '../../support/product.ts'

/** What browsers send for a page. */
export const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

export async function visit(
  { app }: Pick<Product, 'app'>,
  url: string,
  headers: Record<string, string> = browser,
) {
  return app.inject({ url, headers })
}

interface Response {
  statusCode: number
  headers: Record<string, unknown>
  body: string
}

/** Fails where a page lacks what every page has; returns the page. */
export function aSoundPage(response: Response, status = 200): Response {
  const { headers, body } = response
  expect(response).toHaveStatus(status)
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
  expect(String(headers['content-security-policy']).split('; ').sort()).toEqual([
    "base-uri 'none'",
    "default-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "img-src 'self'",
    "style-src 'self'",
  ])
  expect(body).toMatch(/^<!doctype html>\n<html lang="en">/)
  expect(body).toMatch(/<title>[^<]{3,}<\/title>/)
  const names = elementsOf(body)
  for (const once of ['h1', 'header', 'nav', 'main', 'footer'])
    expect(names.filter((name) => name === once)).toEqual([once])
  expect(names.filter((name) => ['script', 'style', 'iframe', 'form'].includes(name))).toEqual([])
  expect(body).toContain('<a class="skip" href="#content">')
  expect(body).toContain('<main id="content"')
  return response
}

/** The values of an attribute in document order. */
export function attributesOf(body: string, name: string): string[] {
  return [...body.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value)
}

function elementsOf(html: string): string[] {
  return namesIn(parse(html))
}

function namesIn(node: object): string[] {
  const own = 'tagName' in node && typeof node.tagName === 'string' ? [node.tagName] : []
  const children = 'childNodes' in node && Array.isArray(node.childNodes) ? node.childNodes : []
  return [...own, ...children.flatMap(namesIn)]
}
