import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// Of the WordPress coding standards, which Debian has no package of, what matters to whoever installs the plugin.
const files = globSync('examples/wordpress/wirecopy/**/*.php').map((path) => ({
  path,
  code: readFileSync(path, 'utf8'),
}))

/** Every place where a pattern is, and a rule is not kept. */
function breaking(pattern: RegExp, isKept: (place: string, before: string) => boolean): string[] {
  return files.flatMap(({ path, code }) =>
    [...code.matchAll(pattern)]
      .filter((found) => !isKept(found[0], code.slice(0, found.index)))
      .map(([place]) => `${path}: ${place}`),
  )
}

test('the plugin is indented with tabs, and all of it is in its own namespace', () => {
  expect(files.length).toBeGreaterThan(10)
  expect(breaking(/^(?! \*) +\S.*$/gm, () => false)).toEqual([])
  expect(
    files.filter(({ code }) => !/^(namespace Wirecopy;|defined\( 'WP_UNINSTALL_PLUGIN' \))/m.test(code)),
  ).toEqual([])
})

test('whatever it prints is escaped where it is printed', () => {
  const isEscaped = (place: string) => /esc_|wp_kses_post|phpcs:ignore/.test(place) || !/[$(]/.test(place)

  expect(breaking(/\becho [^;]*;.*|\bprintf\([^;]*;.*/g, isEscaped)).toEqual([])
})

test('every form and link that changes something is told from what others send', () => {
  const actions = breaking(/add_action\( 'admin_post_(\w+)'/g, () => false)

  expect(actions.length).toBeGreaterThan(3)
  expect(breaking(/<form method="post"[^;]*;/g, () => false)).toHaveLength(1)
  for (const { code } of files.filter(({ code }) => code.includes("add_action( 'admin_post_")))
    expect(code).toMatch(/check_admin_referer\(/)
})

test('what it stores, and whom it calls, has its name before it', () => {
  const stored = /\b(store|set_transient|(?:add|update|delete|get)_option|do_action|apply_filters)\( '[^']*'/g
  const ofWordPress = ["get_option( 'date_format'"]

  expect(breaking(stored, (place) => /\( 'wirecopy_/.test(place) || ofWordPress.includes(place))).toEqual([])
})

test('every text can be translated, and translators are told what stands in it', () => {
  const texts = /\b(?:__|_e|esc_html__|esc_attr__|esc_html_e)\( '((?:[^'\\]|\\.)*)'[^)]*/g

  expect(breaking(texts, (place) => place.endsWith(", 'wirecopy' "))).toEqual([])
  const isTold = (place: string, before: string) =>
    !/%(\d\$)?[sd]/.test(place) || /translators:/.test(before.split('\n').slice(-2).join('\n'))
  expect(breaking(texts, isTold)).toEqual([])
})
