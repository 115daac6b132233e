<?php
/**
 * What the buttons of the settings page do.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

use WP_Error;

add_action( 'admin_post_wirecopy_save', __NAMESPACE__ . '\save_and_fetch' );
add_action( 'admin_post_wirecopy_test', __NAMESPACE__ . '\save_and_test' );

/** Saves, connects, has changes sent here and fetches what there is. */
function save_and_fetch(): void {
	$lines = save();
	if ( array() === $lines ) {
		$lines = lines_of_test();
	}
	if ( 'error' !== end( $lines )['kind'] ) {
		array_push( $lines, ...lines_of_fetch() );
	}
	tell( $lines );
}

/** Saves, and says who we are to the server and what it has. */
function save_and_test(): void {
	$lines = save();
	tell( array() === $lines ? lines_of_test() : $lines );
}

/** Stores what was entered; why not, where that is wrong. */
function save(): array {
	if ( ! current_user_can( 'manage_options' ) ) {
		wp_die( esc_html__( 'You may not change these settings.', 'wirecopy' ), '', array( 'response' => 403 ) );
	}
	check_admin_referer( 'wirecopy_save' );
	$given  = given_in( wp_unslash( $_POST['key'] ?? '' ) ); // phpcs:ignore WordPress.Security.ValidatedSanitizedInput.InputNotSanitized
	$key    = sanitize_text_field( $given['key'] );
	$server = server_in( $given['server'] ?? wp_unslash( $_POST['server'] ?? '' ) );
	if ( '' === $server ) {
		return array( line( 'error', __( 'The address of the server must begin with https://', 'wirecopy' ) ) );
	}
	if ( '' !== $key && ! preg_match( '/^wc_(live|test)_[0-9A-Za-z]{49}$/', $key ) ) {
		return array( line( 'error', __( 'That is not a key: one begins with wc_live_ and has 57 characters. Copy all of it.', 'wirecopy' ) ) );
	}
	if ( '' === $key && '' === api_key() ) {
		return array( line( 'error', __( 'Enter the key that your newswire gave you.', 'wirecopy' ) ) );
	}
	if ( settings()['server'] !== $server || '' !== $key ) {
		// While it can still be done with the key that made it.
		remove_webhook();
	}
	if ( settings()['server'] !== $server ) {
		delete_option( 'wirecopy_state' );
	}
	if ( '' !== $key ) {
		store( 'wirecopy_key', $key );
	}
	update_option( 'wirecopy_settings', chosen( $server ) );
	return array();
}

/** The key, or what a set-up link that was pasted in its place says: it names the server, too. */
function given_in( mixed $text ): array {
	$text  = trim( is_string( $text ) ? $text : '' );
	$parts = wp_parse_url( $text );
	wp_parse_str( $parts['fragment'] ?? '', $secret );
	wp_parse_str( $parts['query'] ?? '', $query );
	return isset( $secret['key'] ) && is_string( $secret['key'] )
		? array( 'key' => $secret['key'] ) + array_intersect_key( $query, array( 'server' => '' ) )
		: array( 'key' => $text );
}

/** The origin of an address; empty where the key would go to it in clear, but on this very machine. */
function server_in( mixed $text ): string {
	$parts = wp_parse_url( esc_url_raw( trim( is_string( $text ) ? $text : '' ), array( 'http', 'https' ) ) );
	$host  = $parts['host'] ?? '';
	if ( '' === $host || ( 'https' !== $parts['scheme'] && ! in_array( $host, array( 'localhost', '127.0.0.1' ), true ) ) ) {
		return '';
	}
	return $parts['scheme'] . '://' . $host . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
}

/** What else was chosen in the form. */
function chosen( string $server ): array {
	// The nonce was checked by whoever calls.
	// phpcs:disable WordPress.Security.NonceVerification.Missing
	$author = absint( $_POST['author'] ?? 0 );
	return array(
		'server'   => $server,
		'author'   => user_can( $author, 'edit_posts' ) ? $author : get_current_user_id(),
		'category' => max( 0, (int) ( $_POST['category'] ?? 0 ) ),
		'status'   => 'publish' === ( $_POST['status'] ?? '' ) ? 'publish' : 'draft',
		'byline'   => isset( $_POST['byline'] ),
		'tags'     => isset( $_POST['tags'] ),
		'photo'    => isset( $_POST['photo'] ),
		'first'    => min( MAX_FIRST_STORIES, absint( $_POST['first'] ?? 0 ) ),
	);
	// phpcs:enable
}

/** Who the key belongs to, and the newest story. */
function lines_of_test(): array {
	$partner = ask( 'GET', '/v1/partner' );
	if ( is_wp_error( $partner ) ) {
		return array( line( 'error', $partner->get_error_message() ) );
	}
	/* translators: %s: name of the publisher */
	$lines  = array( line( 'success', sprintf( __( 'Connected as %s.', 'wirecopy' ), $partner['name'] ) ) );
	$newest = ask( 'GET', '/v1/articles?limit=1' );
	if ( is_wp_error( $newest ) ) {
		return array( ...$lines, line( 'error', $newest->get_error_message() ) );
	}
	$headline = $newest['items'][0]['headline'] ?? null;
	$lines[]  = null === $headline
		? line( 'info', __( 'There are no stories yet.', 'wirecopy' ) )
		/* translators: %s: a headline */
		: line( 'success', sprintf( __( 'The newest story: %s', 'wirecopy' ), $headline ) );
	return $lines;
}

function lines_of_fetch(): array {
	$lines      = array();
	$registered = register_webhook();
	if ( is_wp_error( $registered ) ) {
		/* translators: %s: why */
		$lines[] = line( 'warning', sprintf( __( 'Changes cannot be sent to this site: %s It asks for them every five minutes instead.', 'wirecopy' ), $registered->get_error_message() ) );
	}
	$followed = follow( HOOK_PATIENCE );
	if ( is_wp_error( $followed ) ) {
		return array( ...$lines, line( 'error', $followed->get_error_message() ) );
	}
	$newest = get_posts(
		array(
			'post_status' => array( 'publish', 'draft', 'pending', 'future' ),
			'meta_key'    => STORY, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key
			// Drafts of the same second have no order by date.
			'orderby'     => 'ID',
			'numberposts' => 1,
		)
	);
	foreach ( $newest as $post ) {
		$url     = 'publish' === $post->post_status ? get_permalink( $post ) : get_preview_post_link( $post );
		$lines[] = line( 'success', __( 'Stories have arrived.', 'wirecopy' ), (string) $url, $post->post_title );
	}
	return $lines;
}

function line( string $kind, string $text, string $url = '', string $label = '' ): array {
	return compact( 'kind', 'text', 'url', 'label' );
}

/** Leads back to the page, which tells it once. */
function tell( array $lines ): never {
	set_transient( 'wirecopy_outcome_' . get_current_user_id(), $lines, MINUTE_IN_SECONDS );
	wp_safe_redirect( settings_url() );
	exit;
}
