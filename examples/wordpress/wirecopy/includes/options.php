<?php
/**
 * What is set, and how far we are.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

const MAX_FIRST_STORIES = 50;

/** What an administrator has set; the key is kept apart. */
function settings(): array {
	$defaults = array(
		'server'   => '',
		'author'   => 0,
		'category' => 0,
		'status'   => 'draft',
		'byline'   => true,
		'tags'     => false,
		'photo'    => false,
		'first'    => 10,
	);
	return array_merge( $defaults, (array) get_option( 'wirecopy_settings', array() ) );
}

/** The key; one in wp-config.php comes before the one that was entered. */
function api_key(): string {
	return defined( 'WIRECOPY_KEY' ) ? (string) WIRECOPY_KEY : (string) get_option( 'wirecopy_key', '' );
}

/** Whether we know whom to ask, and with what. */
function is_set_up(): bool {
	return '' !== settings()['server'] && '' !== api_key();
}

/** How far the changes have been followed, as it is in the database now and not in a cache. */
function state(): array {
	$start = array(
		'cursor'      => '',
		'begun'       => '',
		'catching_up' => false,
		'failures'    => 0,
		'followed'    => 0,
		'error'       => '',
	);
	wp_cache_delete( 'notoptions', 'options' );
	wp_cache_delete( 'wirecopy_state', 'options' );
	return array_merge( $start, (array) get_option( 'wirecopy_state', array() ) );
}

/** Stores an option that no page of the site needs. */
function store( string $name, mixed $value ): void {
	update_option( $name, $value, false );
}
