<?php
/**
 * Answers the newswire what became of stories that were killed or corrected.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

const ANSWERS_AT_ONCE = 20;

/** Notes an answer, each in an option of its own: two runs at once do not lose one. */
function owe_answer( string $id, string $answer, array $pages ): void {
	$owed = array(
		'answer' => $answer,
		'pages'  => array_values( $pages ),
	);
	store( 'wirecopy_answer_' . $id, $owed );
}

/** A correction is answered where the post has it, and not while an editor has yet to look at it. */
function answer_correction( string $id ): void {
	$post_id = post_of( $id );
	if ( 0 === $post_id || get_post_meta( $post_id, WAITING, true ) ) {
		return;
	}
	$is_public = 'publish' === get_post_status( $post_id );
	owe_answer( $id, $is_public ? 'corrected' : 'never_used', $is_public ? array( get_permalink( $post_id ) ) : array() );
}

/** Says that a kill drill has arrived: a real kill would have come the same way. */
function answer_drill(): true|\WP_Error {
	$drill = (string) get_option( 'wirecopy_drill', '' );
	$given = '' === $drill ? true : ask( 'POST', '/v1/kill-drills/' . rawurlencode( $drill ) . '/answers', array() );
	if ( is_wp_error( $given ) && is_passing( $given ) ) {
		return $given;
	}
	delete_option( 'wirecopy_drill' );
	return true;
}

/** Gives the answers that are owed; what cannot be given now is given the next time. */
function give_answers(): void {
	global $wpdb;
	if ( is_wp_error( answer_drill() ) ) {
		return;
	}
	$names = $wpdb->get_col(
		$wpdb->prepare(
			"SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s LIMIT %d",
			$wpdb->esc_like( 'wirecopy_answer_' ) . '%',
			ANSWERS_AT_ONCE
		)
	);
	foreach ( $names as $name ) {
		$id    = substr( $name, strlen( 'wirecopy_answer_' ) );
		$given = ask( 'POST', "/v1/articles/$id/acknowledgements", (array) get_option( $name ) );
		if ( is_wp_error( $given ) && is_passing( $given ) ) {
			return;
		}
		delete_option( $name );
	}
}

/** Whether the same request may succeed later. */
function is_passing( \WP_Error $error ): bool {
	$status = $error->get_error_data()['status'] ?? 0;
	return 0 === $status || 429 === $status || $status >= 500;
}
