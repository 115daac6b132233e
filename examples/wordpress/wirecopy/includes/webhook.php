<?php
/**
 * Has changes sent to this site, by the rules of Standard Webhooks 1.0.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

const TOLERANCE_S    = 300;
const MAX_HOOK_BYTES = 64 * KB_IN_BYTES;
const HOOK_PATIENCE  = 4;
const HOOK_BUDGET    = 6;
const EVENTS         = array( 'article.published', 'article.updated', 'article.corrected', 'article.withdrawn', 'article.killed' );

add_action( 'rest_api_init', __NAMESPACE__ . '\register_route' );

function register_route(): void {
	register_rest_route(
		'wirecopy/v1',
		'/changes',
		array(
			'methods'             => 'POST',
			'callback'            => __NAMESPACE__ . '\receive',
			'permission_callback' => __NAMESPACE__ . '\is_genuine',
			'show_in_index'       => false,
		)
	);
}

/** Where changes are sent to. */
function webhook_url(): string {
	/**
	 * Filters the address, for sites that are reached under another than they know of.
	 *
	 * @param string $url An https address on the public internet.
	 */
	return (string) apply_filters( 'wirecopy_webhook_url', rest_url( 'wirecopy/v1/changes' ) );
}

/** What is known of the webhook: `id`, `url`, `server` and `secret`; all empty where there is none. */
function webhook(): array {
	$none = array_fill_keys( array( 'id', 'url', 'server', 'secret' ), '' );
	return array_merge( $none, (array) get_option( 'wirecopy_webhook', array() ) );
}

/** Sees to it that changes are sent here. Without that they are asked for every few minutes all the same. */
function register_webhook(): true|WP_Error {
	$kept = webhook();
	if ( webhook_url() === $kept['url'] && settings()['server'] === $kept['server'] ) {
		$present = ask( 'GET', '/v1/webhook-endpoints/' . $kept['id'] );
		if ( is_wp_error( $present ) && 'not-found' !== $present->get_error_code() ) {
			return $present;
		}
		if ( ! is_wp_error( $present ) ) {
			return $present['enabled'] ? true : turn_on( $kept['id'] );
		}
	}
	remove_webhook();
	$wanted = array(
		'url'         => webhook_url(),
		'events'      => EVENTS,
		'description' => 'WordPress',
	);
	$made   = ask( 'POST', '/v1/webhook-endpoints', $wanted );
	if ( is_wp_error( $made ) ) {
		return $made;
	}
	$known = array(
		'id'     => $made['id'],
		'url'    => $made['url'],
		'server' => settings()['server'],
		'secret' => $made['secret'],
	);
	store( 'wirecopy_webhook', $known );
	return true;
}

function turn_on( string $id ): true|WP_Error {
	$changed = ask( 'PATCH', '/v1/webhook-endpoints/' . $id, array( 'enabled' => true ) );
	return is_wp_error( $changed ) ? $changed : true;
}

/** Has nothing sent here any more. */
function remove_webhook(): void {
	$kept = webhook();
	if ( '' !== $kept['id'] && settings()['server'] === $kept['server'] ) {
		ask( 'DELETE', '/v1/webhook-endpoints/' . $kept['id'] );
	}
	delete_option( 'wirecopy_webhook' );
	delete_transient( 'wirecopy_webhook_seen' );
}

/** Whether a request comes from the newswire, and is of now: nobody else knows the secret. */
function is_genuine( WP_REST_Request $request ): true|WP_Error {
	$refused   = new WP_Error( 'wirecopy_not_genuine', __( 'The signature is not right.', 'wirecopy' ), array( 'status' => 401 ) );
	$secret    = base64_decode( substr( webhook()['secret'], strlen( 'whsec_' ) ), true );
	$timestamp = (string) $request->get_header( 'webhook-timestamp' );
	$body      = $request->get_body();
	if ( ! $secret || strlen( $body ) > MAX_HOOK_BYTES || ! ctype_digit( $timestamp ) ) {
		return $refused;
	}
	if ( abs( time() - (int) $timestamp ) > TOLERANCE_S ) {
		return $refused;
	}
	$signed = $request->get_header( 'webhook-id' ) . '.' . $timestamp . '.' . $body;
	$right  = 'v1,' . base64_encode( hash_hmac( 'sha256', $signed, $secret, true ) );
	foreach ( explode( ' ', (string) $request->get_header( 'webhook-signature' ) ) as $signature ) {
		if ( hash_equals( $right, $signature ) ) {
			return true;
		}
	}
	return $refused;
}

/**
 * Takes down at once what was killed, and then follows from where we are: what a webhook says of a story is only that
 * there is something new. Whoever is told to come again comes again within seconds; that is of no use where the key is
 * refused, and what was taken down is down.
 */
function receive( WP_REST_Request $request ): WP_REST_Response {
	$change  = json_decode( $request->get_body(), true );
	$story   = is_array( $change ) ? $change['article'] ?? null : null;
	$is_down = is_array( $story ) && 'usable' !== $story['pubStatus'];
	if ( $is_down ) {
		take_down( $story['id'], order_in( $change ) );
	}
	if ( is_array( $change ) && 'kill.drill' === $change['type'] ) {
		store( 'wirecopy_drill', (string) $change['drill'] );
	}
	$followed = follow( HOOK_PATIENCE, HOOK_BUDGET );
	if ( true === $followed || ( $is_down && is_key_refused( $followed ) ) ) {
		return new WP_REST_Response( null, 204 );
	}
	return new WP_REST_Response( null, 503, array( 'Retry-After' => '5' ) );
}

function is_key_refused( WP_Error|null $failure ): bool {
	$status = is_wp_error( $failure ) ? $failure->get_error_data()['status'] ?? 0 : 0;
	return in_array( $status, array( 401, 403 ), true );
}
