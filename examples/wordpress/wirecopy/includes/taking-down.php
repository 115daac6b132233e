<?php
/**
 * Takes stories down that were killed or withdrawn, and keeps them down.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

const DOWN = '_wirecopy_down';

add_filter( 'wp_insert_post_data', __NAMESPACE__ . '\keep_down', 99, 2 );

/**
 * Takes a story off the site: a killed one goes to the trash, a withdrawn one becomes a draft. It needs no lock, so
 * that nothing holds it up; what is being imported meanwhile looks for the note that is made first.
 *
 * @param string $id    Of the story.
 * @param array  $order `killed`, `advisory` and `at`, the time of the change.
 */
function take_down( string $id, array $order ): void {
	store( 'wirecopy_down_' . $id, $order );
	foreach ( posts_of( $id ) as $post_id ) {
		take_post_down( $post_id, $id, $order );
	}
}

function take_post_down( int $post_id, string $id, array $order ): void {
	clean_post_cache( $post_id );
	$status = get_post_status( $post_id );
	$before = get_post_meta( $post_id, DOWN, true );
	if ( is_down( $before, $status, $order ) ) {
		return;
	}
	$order['status'] = is_array( $before ) ? $before['status'] : $status;
	$page            = 'publish' === $status ? (string) get_permalink( $post_id ) : '';
	put_meta( $post_id, DOWN, $order );
	delete_post_meta( $post_id, WAITING );
	owe_answer( $id, was_published( $post_id ) ? 'removed' : 'never_used', array_filter( array( $page ) ) );
	if ( $order['killed'] ) {
		remove_photo( $post_id );
	}
	unpublish( $post_id, $order['killed'] );

	/**
	 * Fires when a story was taken down, for caches that do not notice when a post is unpublished.
	 *
	 * @param int    $post_id The post.
	 * @param string $page    Where it stood; empty where it was not public.
	 */
	do_action( 'wirecopy_taken_down', $post_id, $page );
}

/** Whether a post was taken down already, as far as is ordered now. */
function is_down( mixed $before, string $status, array $order ): bool {
	$is_as_low = is_array( $before ) && ( $before['killed'] || ! $order['killed'] );
	return $is_as_low && ! in_array( $status, array( 'publish', 'future', 'private' ), true );
}

/** Everything that listens for a post that leaves the public, such as page caches, hears of it. */
function unpublish( int $post_id, bool $for_ever ): void {
	as_it_stands(
		fn() => $for_ever ? wp_trash_post( $post_id ) : wp_update_post(
			array(
				'ID'          => $post_id,
				'post_status' => 'draft',
			)
		)
	);
}

/** Lets a post be what it is but for its status: nobody is signed in here, and WordPress takes out what nobody may embed. */
function as_it_stands( callable $change ): void {
	kses_remove_filters();
	$change();
	kses_init();
}

/** Puts a withdrawn story where it was, once it may be published again. */
function restore( int $post_id ): void {
	$down = get_post_meta( $post_id, DOWN, true );
	if ( ! is_array( $down ) || $down['killed'] || 'draft' !== get_post_status( $post_id ) ) {
		return;
	}
	delete_post_meta( $post_id, DOWN );
	as_it_stands(
		fn() => wp_update_post(
			array(
				'ID'          => $post_id,
				'post_status' => $down['status'],
			)
		)
	);
}

/** What was ordered for a story after a time, as the database has it now; null where nothing was. */
function order_since( string $id, string $at ): ?array {
	global $wpdb;
	$stored = $wpdb->get_var( $wpdb->prepare( "SELECT option_value FROM {$wpdb->options} WHERE option_name = %s", 'wirecopy_down_' . $id ) );
	$order  = maybe_unserialize( $stored );
	return is_array( $order ) && ( $order['killed'] || ! is_after( $at, $order['at'] ) ) ? $order : null;
}

/** Nobody publishes by mistake what was taken down. */
function keep_down( array $data, array $fields ): array {
	$post_id = (int) ( $fields['ID'] ?? 0 );
	if ( in_array( $data['post_status'], array( 'publish', 'future' ), true ) && $post_id && is_array( get_post_meta( $post_id, DOWN, true ) ) ) {
		$data['post_status'] = 'draft';
	}
	return $data;
}
