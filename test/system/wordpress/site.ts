import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildPlugin } from '../../../examples/wordpress/build.ts'
import { aFolder } from '../../support/folders.ts'
import type { WordPress } from '../../support/wordpress/wordpress.ts'

const publicHost = 'herald.example'
const password = 'correct horse battery staple'

/** A theme of two lines: Debian's WordPress comes without one. It prints what every theme prints. */
const theme = `<!doctype html><html><head><?php wp_head(); ?></head><body>
<?php while (have_posts()) { the_post(); ?>
<h1><?php the_title(); ?></h1><p id="author"><?php the_author(); ?></p><?php the_post_thumbnail(); ?><div id="text"><?php the_content(); ?></div>
<?php } wp_footer(); ?></body></html>`

/** Gives a site a theme, an administrator and an author with passwords, and the public name that webhooks are sent to. */
export async function furnish({ php }: WordPress): Promise<void> {
  const hook = `add_filter('wirecopy_webhook_url', fn () => 'http://${publicHost}/wp-json/wirecopy/v1/changes');`
  await php(`
    $theme = WP_CONTENT_DIR . '/themes/plain';
    wp_mkdir_p($theme);
    wp_mkdir_p(WPMU_PLUGIN_DIR);
    file_put_contents("$theme/style.css", '/* Theme Name: Plain */');
    file_put_contents("$theme/index.php", ${quoted(theme)});
    file_put_contents(WPMU_PLUGIN_DIR . '/public-name.php', ${quoted(`<?php ${hook}`)});
    switch_theme('plain');
    foreach (['administrator', 'author'] as $role) {
      wp_insert_user(['user_login' => "the $role", 'user_pass' => '${password}', 'role' => $role]);
    }`)
}

function quoted(text: string): string {
  return `base64_decode('${Buffer.from(text).toString('base64')}')`
}

/** Somebody who is signed in and uses the pages of a site as a browser does. */
export async function signedIn({ url }: Pick<WordPress, 'url'>, role: 'administrator' | 'author') {
  const cookies = new Map([['wordpress_test_cookie', 'WP Cookie check']])
  const send = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(address, `${url}/wp-admin/`), {
      ...init,
      headers: { cookie },
      redirect: 'manual',
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const next = response.headers.get('location')
    return next ? send(new URL(next, response.url).href) : response
  }
  let clicks = 0
  /** What is there at an address, without that anybody clicks. */
  const seen = async (address: string) => (await send(address)).text()
  const page = async (address: string) => {
    clicks += 1
    return seen(address)
  }
  const post = async (address: string, fields: Record<string, string | Blob>) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    // A file is chosen by a button, and in a dialog of the browser.
    clicks += Object.values(fields).some((value) => value instanceof Blob) ? 3 : 1
    return (await send(address, { method: 'POST', body })).text()
  }
  await post(`${url}/wp-login.php`, { log: `the ${role}`, pwd: password })
  clicks = 0
  return { seen, page, post, clicks: () => clicks }
}

export type Browser = Awaited<ReturnType<typeof signedIn>>

/** The address that a link of a page leads to. */
export function linkIn(html: string, pattern: RegExp): string {
  const [, address] = pattern.exec(html) ?? []
  if (address === undefined) throw new Error(`There is no ${pattern} in ${html}`)
  return address.replaceAll('&amp;', '&').replaceAll('&#038;', '&')
}

/** What the form of the settings has in it, as it stands there. */
export function settingsIn(html: string): Record<string, string> {
  const form = html.slice(html.indexOf('admin-post.php'))
  const inputs = [...form.matchAll(/<input [^>]*name="(\w+)"[^>]*value="([^"]*)"([^>]*)>/g)]
  const chosen = [
    ...form.matchAll(/<select [^>]*name='?"?(\w+)[\s\S]*?<option[^>]*value="(\w+)"[^>]*selected/g),
  ]
  const sent = inputs.filter(([input]) => !input.includes('checkbox') || input.includes(' checked'))
  return Object.fromEntries([...sent, ...chosen].map(([, name = '', value = '']) => [name, value]))
}

/** What a page would send along, so that WordPress knows that it was its own. */
export function nonceIn(html: string): string {
  return linkIn(html, /name="_wpnonce" value="(\w+)"/)
}

/** Uploads the plugin and turns it on, as an administrator does; answers with the page that comes then. */
export async function installPlugin({ page, post }: Browser): Promise<string> {
  const path = join(await aFolder('plugin'), 'wirecopy.zip')
  await buildPlugin(path)
  const done = await post('update.php?action=upload-plugin', {
    _wpnonce: nonceIn(await page('plugin-install.php?tab=upload')),
    pluginzip: new File([new Uint8Array(await readFile(path))], 'wirecopy.zip'),
  })
  return page(linkIn(done, /href="(plugins\.php\?action=activate[^"]+)"/))
}
