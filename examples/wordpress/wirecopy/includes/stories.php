<?php
/**
 * Stories as posts: one for each, and never over what an editor has written.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

use WP_Error;
use WP_Post;

/** Before the id of a story: the key under which its post is found, since WordPress has no index on values. */
const KEY_PREFIX = '_wirecopy_of_';
const STORY      = '_wirecopy_story';
const IMPORTED   = '_wirecopy_imported';
const WAITING    = '_wirecopy_waiting';

/** For how long somebody counts as editing a post whose browser has not said so again, as WordPress has it. */
const EDITING_S = 150;

/** Versions are looked at that wait: many, since those of edited posts wait for as long as nobody decides. */
const MAX_WAITING = 500;

/** What of a version its post shows; the photo is the one that the newswire has. */
const SHOWN = array( 'title', 'excerpt', 'content', 'photo' );

add_action( 'before_delete_post', __NAMESPACE__ . '\note_deletion' );

/** The post of a story, also one in the trash; 0 where there is none. */
function post_of( string $id ): int {
	return posts_of( $id )[0] ?? 0;
}

/** With what editors have duplicated, which comes down with it. The database is asked, since others write meanwhile. */
function posts_of( string $id ): array {
	global $wpdb;
	$found = $wpdb->get_col(
		$wpdb->prepare(
			"SELECT p.ID FROM {$wpdb->postmeta} m JOIN {$wpdb->posts} p ON p.ID = m.post_id WHERE m.meta_key = %s ORDER BY p.ID LIMIT 20",
			KEY_PREFIX . $id
		)
	);
	return array_map( 'intval', $found );
}

/** What somebody has deleted does not come back, and is answered for all the same. */
function note_deletion( int $post_id ): void {
	$story = story_at( $post_id );
	if ( null !== $story ) {
		store( 'wirecopy_deleted_' . $story['id'], was_published( $post_id ) ? 'removed' : 'never_used' );
	}
}

/** Whether a post has ever been public: a draft that was not has no date. */
function was_published( int $post_id ): bool {
	return '0000-00-00 00:00:00' !== get_post( $post_id )->post_date_gmt;
}

/** What is known of the story that a post shows; null for posts of the site's own. */
function story_at( int $post_id ): ?array {
	$story = get_post_meta( $post_id, STORY, true );
	return is_array( $story ) ? $story : null;
}

/**
 * Brings a post to what a story says now. A post whose words were edited here, or that is open in an editor, stays as
 * it is, and its editor is shown what is different.
 *
 * @param int    $post_id  The post.
 * @param array  $document The story.
 * @param string $note     Why it was corrected.
 */
function update_story( int $post_id, array $document, string $note ): true|WP_Error {
	clean_post_cache( $post_id );
	$version  = version_of( $document );
	$imported = (array) get_post_meta( $post_id, IMPORTED, true );
	if ( shown_of( $version ) === shown_of( $imported ) ) {
		return true;
	}
	if ( ! is_edited( $post_id ) && ! is_open( $post_id ) ) {
		return write_version( $post_id, $version );
	}
	$waiting         = get_post_meta( $post_id, WAITING, true );
	$version['note'] = '' === $note && is_array( $waiting ) ? $waiting['note'] : $note;
	put_meta( $post_id, WAITING, $version );
	return true;
}

/** Posts with a version that waits for their editors, the newest first. */
function waiting_posts( int $most ): array {
	return get_posts(
		array(
			'post_status' => 'any',
			'meta_key'    => WAITING, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key
			'numberposts' => $most,
		)
	);
}

/** Puts in place what only waited for a post to be closed, where its words stayed as they were. */
function put_waiting(): void {
	foreach ( waiting_posts( MAX_WAITING ) as $post ) {
		clean_post_cache( $post->ID );
		$waiting = get_post_meta( $post->ID, WAITING, true );
		if ( ! is_array( $waiting ) || is_edited( $post->ID ) || is_open( $post->ID ) ) {
			continue;
		}
		if ( true === write_version( $post->ID, $waiting ) && '' !== $waiting['note'] ) {
			answer_correction( $waiting['story']['id'] );
		}
	}
}

/** Makes the post of a story, as the settings have it. */
function create_story( array $document ): int|WP_Error {
	$settings = settings();
	$version  = version_of( $document );
	$fields   = array(
		'post_type'     => 'post',
		'post_status'   => $settings['status'],
		'post_author'   => $settings['author'],
		'post_title'    => $version['title'],
		'post_content'  => $version['content'],
		'post_excerpt'  => $version['excerpt'],
		'post_name'     => sanitize_title( $document['slug'] ),
		'post_category' => array_filter( array( $settings['category'] ) ),
		'tags_input'    => $settings['tags'] ? $document['tags'] : array(),
		'meta_input'    => array( KEY_PREFIX . $document['id'] => $document['revision'] ),
	);
	if ( 'publish' === $settings['status'] ) {
		// Never in the future, where WordPress would wait for it.
		$fields['post_date_gmt'] = gmdate( 'Y-m-d H:i:s', min( time(), strtotime( $document['publishedAt'] ) ) );
		$fields['post_date']     = get_date_from_gmt( $fields['post_date_gmt'] );
	}
	$post_id = wp_insert_post( wp_slash( $fields ), true );
	if ( ! is_wp_error( $post_id ) ) {
		note_version( $post_id, $version );
	}
	return $post_id;
}

/** Puts a version into its post; whatever else was set there stays. */
function write_version( int $post_id, array $version ): true|WP_Error {
	$fields  = array(
		'ID'           => $post_id,
		'post_title'   => $version['title'],
		'post_content' => $version['content'],
		'post_excerpt' => $version['excerpt'],
	);
	$written = wp_update_post( wp_slash( $fields ), true );
	if ( is_wp_error( $written ) ) {
		return $written;
	}
	note_version( $post_id, $version );
	return true;
}

/** Remembers what was imported, so that an edit of it is noticed, and gives it its photo and its authors. */
function note_version( int $post_id, array $version ): void {
	$before = get_post_meta( $post_id, IMPORTED, true );
	$before = is_array( $before ) ? $before : array();
	put_meta( $post_id, STORY, $version['story'] );
	put_meta(
		$post_id,
		IMPORTED,
		array(
			...shown_of( $version ),
			'featured'  => feature( $post_id, $version['photo'], (int) ( $before['featured'] ?? 0 ) ),
			'coauthors' => credit_coauthors( $post_id, $version['story'], (array) ( $before['coauthors'] ?? array() ) ),
			'stored'    => hash_as_stored( get_post( $post_id ) ),
		)
	);
	delete_post_meta( $post_id, WAITING );
}

/** Makes a photo the featured image, where an editor has not chosen otherwise; what was last set by us. */
function feature( int $post_id, int $photo, int $last ): int {
	if ( (int) get_post_thumbnail_id( $post_id ) !== $last ) {
		return $last;
	}
	if ( 0 !== $photo ) {
		set_post_thumbnail( $post_id, $photo );
	} elseif ( 0 !== $last ) {
		delete_post_thumbnail( $post_id );
	}
	return $photo;
}

/** Whether title, excerpt or text of a post are others than those that were imported. */
function is_edited( int $post_id ): bool {
	$imported = get_post_meta( $post_id, IMPORTED, true );
	$post     = get_post( $post_id );
	return is_array( $imported ) && $post && hash_as_stored( $post ) !== $imported['stored'];
}

/** Whether somebody has a post open, and would put what was there before back in place without a word. */
function is_open( int $post_id ): bool {
	$lock = (string) get_post_meta( $post_id, '_edit_lock', true );
	return (int) strtok( $lock, ':' ) > time() - EDITING_S;
}

function hash_as_stored( WP_Post $post ): string {
	return hash( 'sha256', $post->post_title . "\n" . $post->post_excerpt . "\n" . $post->post_content );
}

function shown_of( array $version ): array {
	return array_merge( array_fill_keys( SHOWN, '' ), array_intersect_key( $version, array_flip( SHOWN ) ) );
}

/** Stores a value as it is: WordPress takes backslashes off whatever it is given. */
function put_meta( int $post_id, string $key, array $value ): void {
	update_post_meta( $post_id, $key, wp_slash( $value ) );
}
