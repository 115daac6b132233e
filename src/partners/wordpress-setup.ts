import type { Scope } from './api-keys.ts'

/** What our plugin for WordPress does with its key. */
export const wordpressScopes: Scope[] = ['articles:read', 'changes:read', 'webhooks:write']

/**
 * Opens the settings of our plugin in a WordPress with server and key filled in; they can also be pasted whole. The
 * key stands behind the `#`, which browsers send to no server.
 */
export function wordpressSetupLink(site: string, publicUrl: string, key: string): string {
  const link = new URL('wp-admin/options-general.php', `${site.replace(/\/+$/, '')}/`)
  link.searchParams.set('page', 'wirecopy')
  link.searchParams.set('server', publicUrl)
  link.hash = `key=${key}`
  return link.href
}
