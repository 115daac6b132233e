<?php
/**
 * Asks the server of the newswire.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

use WP_Error;

const TIMEOUT_S      = 15;
const MAX_BODY_BYTES = 16 * MB_IN_BYTES;
const MAX_FILE_BYTES = 10 * MB_IN_BYTES;

/**
 * What the API answers, or a WP_Error whose code is the name of the problem.
 *
 * @param string     $method HTTP method.
 * @param string     $path   With its query, from `/v1/…` on.
 * @param array|null $body   To be sent as JSON.
 */
function ask( string $method, string $path, ?array $body = null ): array|WP_Error {
	$arguments = array(
		'method'              => $method,
		'timeout'             => TIMEOUT_S,
		// The key goes to the server that was set, and to none that it may name.
		'redirection'         => 0,
		'limit_response_size' => MAX_BODY_BYTES,
		'user-agent'          => 'Wirecopy-WordPress/' . VERSION . '; ' . home_url(),
		'headers'             => array(
			'Authorization' => 'Bearer ' . api_key(),
			'Accept'        => 'application/json',
		),
	);
	if ( null !== $body ) {
		$arguments['headers']['Content-Type'] = 'application/json';
		$arguments['body']                    = wp_json_encode( (object) $body );
	}
	$response = wp_remote_request( settings()['server'] . $path, $arguments );
	if ( is_wp_error( $response ) ) {
		return $response;
	}
	$status = (int) wp_remote_retrieve_response_code( $response );
	$answer = json_decode( wp_remote_retrieve_body( $response ), true );
	if ( $status >= 200 && $status < 300 && is_array( $answer ) ) {
		return $answer;
	}
	return problem( $status, is_array( $answer ) ? $answer : array() );
}

/** A problem (RFC 9457) in the terms of WordPress. */
function problem( int $status, array $answer ): WP_Error {
	$name = isset( $answer['type'] ) ? basename( (string) $answer['type'] ) : 'unexpected-answer';
	/* translators: %d: an HTTP status such as 503 */
	$unknown = sprintf( __( 'The server gave an answer that is not of Wirecopy (status %d). Is its address right?', 'wirecopy' ), $status );
	$message = $answer['detail'] ?? $answer['title'] ?? $unknown;
	return new WP_Error( $name, wp_strip_all_tags( (string) $message ), array( 'status' => $status ) );
}

/** A file of the server itself, which is asked without the key. */
function fetch_file( string $url ): string|WP_Error {
	if ( ! str_starts_with( $url, settings()['server'] . '/' ) ) {
		return new WP_Error( 'elsewhere', __( 'Files are taken from the server of the newswire alone.', 'wirecopy' ) );
	}
	$response = wp_remote_get(
		$url,
		array(
			'timeout'             => TIMEOUT_S,
			'redirection'         => 0,
			'limit_response_size' => MAX_FILE_BYTES,
		)
	);
	if ( is_wp_error( $response ) ) {
		return $response;
	}
	if ( 200 !== wp_remote_retrieve_response_code( $response ) ) {
		return new WP_Error( 'no-file', __( 'The server does not have the file.', 'wirecopy' ) );
	}
	return wp_remote_retrieve_body( $response );
}
