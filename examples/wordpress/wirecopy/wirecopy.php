<?php
/**
 * Plugin Name:       Wirecopy
 * Description:       Brings the stories of your newswire into WordPress with logo, byline and affiliation, keeps them corrected, and takes them down at once where they are killed.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      8.2
 * Author:            Wirecopy contributors
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       wirecopy
 *
 * @package Wirecopy
 */

namespace Wirecopy;

defined( 'ABSPATH' ) || exit;

const VERSION     = '0.1.0';
const MAIN_FILE   = __FILE__;
const CRON_HOOK   = 'wirecopy_follow';
const CRON_PERIOD = 'wirecopy_five_minutes';

require __DIR__ . '/includes/options.php';
require __DIR__ . '/includes/lock.php';
require __DIR__ . '/includes/api.php';
require __DIR__ . '/includes/files.php';
require __DIR__ . '/includes/content.php';
require __DIR__ . '/includes/stories.php';
require __DIR__ . '/includes/taking-down.php';
require __DIR__ . '/includes/answers.php';
require __DIR__ . '/includes/follow.php';
require __DIR__ . '/includes/webhook.php';
require __DIR__ . '/includes/credit.php';

if ( is_admin() ) {
	require __DIR__ . '/includes/settings-page.php';
	require __DIR__ . '/includes/saving.php';
	require __DIR__ . '/includes/differences.php';
}

add_filter( 'cron_schedules', __NAMESPACE__ . '\cron_schedules' ); // phpcs:ignore WordPress.WP.CronInterval -- A kill that no webhook brought must not wait longer.
add_action( CRON_HOOK, __NAMESPACE__ . '\keep_up' );
add_action( 'admin_init', __NAMESPACE__ . '\schedule' );
register_activation_hook( __FILE__, __NAMESPACE__ . '\activate' );
register_deactivation_hook( __FILE__, __NAMESPACE__ . '\deactivate' );

/** Adds the period of our cron job. */
function cron_schedules( array $schedules ): array {
	$schedules[ CRON_PERIOD ] = array(
		'interval' => 5 * MINUTE_IN_SECONDS,
		'display'  => __( 'Every five minutes', 'wirecopy' ),
	);
	return $schedules;
}

/** What the cron job does: look whether changes are sent to us, and ask for those that were not. */
function keep_up(): void {
	if ( ! is_set_up() ) {
		return;
	}
	if ( false === get_transient( 'wirecopy_webhook_seen' ) ) {
		$registered = register_webhook();
		set_transient( 'wirecopy_webhook_seen', 1, is_wp_error( $registered ) ? HOUR_IN_SECONDS : DAY_IN_SECONDS );
	}
	follow();
}

/** Begins to follow; whoever sets it up for the first time is led to the settings. */
function activate(): void {
	schedule();
	if ( ! is_set_up() ) {
		set_transient( 'wirecopy_lead_to_settings', 1, MINUTE_IN_SECONDS );
	}
}

/** Has the cron job run; asked again and again, since a network activates the plugin on its main site alone. */
function schedule(): void {
	if ( ! wp_next_scheduled( CRON_HOOK ) ) {
		wp_schedule_event( time() + MINUTE_IN_SECONDS, CRON_PERIOD, CRON_HOOK );
	}
}

/** Stops following, on every site of a network that has it for all of them. */
function deactivate( bool $network_wide ): void {
	if ( ! $network_wide ) {
		leave();
		return;
	}
	foreach ( get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	) as $site ) {
		switch_to_blog( $site );
		leave();
		restore_current_blog();
	}
}

/** Stops following, and has nothing sent to a site that does not listen. */
function leave(): void {
	wp_clear_scheduled_hook( CRON_HOOK );
	remove_webhook();
}
