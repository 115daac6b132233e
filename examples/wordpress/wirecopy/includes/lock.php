<?php
/**
 * One follower at a time, whether it is cron, a webhook or a button.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

const LOCK = 'wirecopy_lock';

/** Longer than any run takes: whoever holds it for so long has died. */
const LOCK_LASTS_S  = 600;
const LOCK_LOOKS_MS = 200;

/**
 * Does something while nobody else does it; null where somebody does, for longer than we wait.
 *
 * @param callable $work       What to do.
 * @param float    $patience_s How long to wait for its turn.
 */
function alone( callable $work, float $patience_s ): mixed {
	$until = microtime( true ) + $patience_s;
	$mine  = time();
	while ( ! take_lock( $mine ) ) {
		if ( microtime( true ) >= $until ) {
			return null;
		}
		usleep( LOCK_LOOKS_MS * 1000 );
		$mine = time();
	}
	try {
		return $work();
	} finally {
		release_lock( $mine );
	}
}

/** A row is made, or taken over from the dead, by one only: past the options API, which would look into its cache. */
function take_lock( int $mine ): bool {
	global $wpdb;
	$made = $wpdb->query(
		$wpdb->prepare( "INSERT IGNORE INTO {$wpdb->options} (option_name, option_value, autoload) VALUES (%s, %s, 'no')", LOCK, $mine )
	);
	if ( 1 === $made ) {
		return true;
	}
	$taken = $wpdb->query(
		$wpdb->prepare(
			"UPDATE {$wpdb->options} SET option_value = %s WHERE option_name = %s AND CAST(option_value AS UNSIGNED) < %d",
			$mine,
			LOCK,
			$mine - LOCK_LASTS_S
		)
	);
	return 1 === $taken;
}

function release_lock( int $mine ): void {
	global $wpdb;
	$wpdb->query(
		$wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name = %s AND option_value = %s", LOCK, $mine )
	);
}
