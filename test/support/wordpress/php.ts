import { randomBytes } from 'node:crypto'

const salts = [
  ...['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY'],
  ...['AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'],
]

/** The site's `wp-config.php`: on loopback, without mail, updates or any other call to the outside. */
export function configuration({ url, socket }: { url: string; socket: string }): string {
  const secrets = salts.map((name) => `define('${name}', '${randomBytes(32).toString('hex')}');`)
  return `<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${socket}');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HOME', '${url}');
define('WP_SITEURL', '${url}');
define('WP_ENVIRONMENT_TYPE', 'local'); // application passwords without TLS
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('DISABLE_WP_CRON', true);
${secrets.join('\n')}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) { define('ABSPATH', __DIR__ . '/'); }
require_once ABSPATH . 'wp-settings.php';
`
}

/** What PHP's own server does with an address: a file, or else WordPress. */
export const routing = `<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$file = $_SERVER['DOCUMENT_ROOT'] . $path;
if ($path !== '/' && is_file($file)) { return false; }
$_SERVER['SCRIPT_NAME'] = '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
`

/** Loads the site on the command line, as its administrator. */
export function loading(site: string, url: string): string {
  const { host } = new URL(url)
  return `
$_SERVER['HTTP_HOST'] = '${host}';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['REQUEST_URI'] = '/';
require '${site}/wp-load.php';
$editor = get_user_by('login', 'editor');
if ($editor) { wp_set_current_user($editor->ID); }
`
}

/** Sets the site up without its sample post, and prints an application password of its administrator. */
export function installing(site: string, url: string, password: string): string {
  return `
define('WP_INSTALLING', true);
${loading(site, url)}
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter('pre_wp_mail', '__return_true');
ob_start();
wp_install('The Wire', 'editor', 'editor@example.org', true, '', '${password}');
ob_end_clean();
update_option('timezone_string', 'UTC');
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $sample) {
  wp_delete_post($sample->ID, true);
}
$owner = get_user_by('login', 'editor');
[$key] = WP_Application_Passwords::create_new_application_password($owner->ID, ['name' => 'test']);
echo $key;
`
}

/** Prints WordPress's own export. */
export const exporting = `
require_once ABSPATH . 'wp-admin/includes/export.php';
export_wp(['content' => 'all']);
`
