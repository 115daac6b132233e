<?php
/**
 * Shows editors what became of a story: a version that waits because the post was edited here, and what was taken down.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

use WP_Post;

const MAX_NOTICES = 20;

add_action( 'admin_notices', __NAMESPACE__ . '\show_waiting' );
add_action( 'add_meta_boxes_post', __NAMESPACE__ . '\add_box' );
add_action( 'admin_post_wirecopy_take_over', __NAMESPACE__ . '\take_over' );
add_action( 'admin_post_wirecopy_keep', __NAMESPACE__ . '\keep' );

/** On every page that lists or edits posts, and the dashboard: which stories wait for whoever may edit them. */
function show_waiting(): void {
	if ( ! in_array( get_current_screen()->base, array( 'dashboard', 'edit', 'post' ), true ) ) {
		return;
	}
	foreach ( waiting_posts( MAX_NOTICES ) as $post ) {
		if ( ! current_user_can( 'edit_post', $post->ID ) ) {
			continue;
		}
		/* translators: %s: title of a post */
		$edited = __( 'The newswire changed “%s”, which was edited here. Nothing was overwritten.', 'wirecopy' );
		/* translators: %s: title of a post */
		$open = __( 'The newswire changed “%s” while it was open in an editor. Close it without saving, and the new version takes its place.', 'wirecopy' );
		$text = sprintf( is_edited( $post->ID ) ? $edited : $open, $post->post_title );
		printf(
			'<div class="notice notice-warning"><p>%s <a href="%s">%s</a></p></div>',
			esc_html( $text ),
			esc_url( get_edit_post_link( $post->ID ) . '#wirecopy' ),
			esc_html__( 'See what is different', 'wirecopy' )
		);
	}
}

function add_box( WP_Post $post ): void {
	if ( null !== story_at( $post->ID ) ) {
		add_meta_box( 'wirecopy', __( 'Wirecopy', 'wirecopy' ), __NAMESPACE__ . '\show_box', 'post', 'normal', 'high' );
	}
}

function show_box( WP_Post $post ): void {
	$story   = story_at( $post->ID );
	$down    = get_post_meta( $post->ID, DOWN, true );
	$waiting = get_post_meta( $post->ID, WAITING, true );
	/* translators: 1: name and organization, 2: a number */
	printf( '<p>%s</p>', esc_html( sprintf( __( 'By %1$s. Version %2$d.', 'wirecopy' ), $story['credit'], $story['revision'] ) ) );
	if ( is_array( $down ) ) {
		$order = $down['killed'] ? __( 'This story was killed. It must not be published again.', 'wirecopy' ) : __( 'This story was withdrawn. It must not be published for now.', 'wirecopy' );
		printf( '<p><strong>%s</strong></p><p>%s</p>', esc_html( $order ), nl2br( esc_html( $down['advisory'] ) ) );
	}
	if ( is_array( $waiting ) ) {
		show_difference( $post->ID, $waiting );
	}
}

/** What the newswire changed since the version that the post was made of, and where the post is otherwise. */
function show_difference( int $post_id, array $waiting ): void {
	$post = get_post( $post_id );
	$mine = array(
		'title'   => $post->post_title,
		'excerpt' => $post->post_excerpt,
		'content' => $post->post_content,
	);
	$edited = __( 'You have edited this story, so its new version was not put in its place.', 'wirecopy' );
	$open   = __( 'This story was open in an editor, so its new version was not put in its place yet.', 'wirecopy' );
	echo '<p>' . esc_html( is_edited( $post_id ) ? $edited : $open ) . '</p>';
	if ( '' !== $waiting['note'] ) {
		/* translators: %s: what was wrong */
		echo '<p><strong>' . esc_html( sprintf( __( 'It is a correction: %s', 'wirecopy' ), $waiting['note'] ) ) . '</strong></p>';
	}
	echo '<h3>' . esc_html__( 'What the newswire changed', 'wirecopy' ) . '</h3>';
	show_lines( get_post_meta( $post_id, IMPORTED, true ), __( 'The version that you edited', 'wirecopy' ), $waiting );
	echo '<h3>' . esc_html__( 'Where your post differs from the new version', 'wirecopy' ) . '</h3>';
	show_lines( $mine, __( 'Your post', 'wirecopy' ), $waiting );
	printf(
		'<p><a class="button button-primary" href="%s">%s</a> <a class="button" href="%s">%s</a></p>',
		esc_url( decision_url( 'wirecopy_take_over', $post_id ) ),
		esc_html__( 'Take over the new version', 'wirecopy' ),
		esc_url( decision_url( 'wirecopy_keep', $post_id ) ),
		esc_html__( 'Keep mine: I have put it right', 'wirecopy' )
	);
}

/** A version beside the new one, line by line. */
function show_lines( array $version, string $title, array $waiting ): void {
	$texts = array( as_text( $version ), as_text( $waiting ) );
	if ( $texts[0] === $texts[1] ) {
		// Only a link or a photo is another one.
		$texts = array( $version['content'], $waiting['content'] );
	}
	$titles = array(
		'title_left'  => $title,
		'title_right' => __( 'The new version', 'wirecopy' ),
	);
	$rows   = wp_text_diff( $texts[0], $texts[1], $titles );
	// Both are escaped by WordPress, word by word.
	echo '' === $rows ? '<p>' . esc_html__( 'Nothing in the text.', 'wirecopy' ) . '</p>' : $rows; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
}

/** The words of a version as readers see them, a paragraph in a line. */
function as_text( array $version ): string {
	$words = implode( "\n", array( $version['title'], $version['excerpt'], $version['content'] ) );
	$words = str_replace( '</li>', "</li>\n", $words );
	$lines = array_map( 'trim', explode( "\n", wp_strip_all_tags( $words ) ) );
	return html_entity_decode( implode( "\n", array_filter( $lines ) ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
}

function decision_url( string $action, int $post_id ): string {
	return wp_nonce_url( admin_url( "admin-post.php?action=$action&post=$post_id" ), "{$action}_$post_id" );
}

/** Puts the version that waits in the place of what stands there. WordPress keeps the former text as a revision. */
function take_over(): void {
	$post_id = decided_post( 'wirecopy_take_over' );
	$waiting = get_post_meta( $post_id, WAITING, true );
	if ( is_array( $waiting ) ) {
		write_version( $post_id, $waiting );
		answered_by_editor( $post_id, $waiting );
	}
	wp_safe_redirect( get_edit_post_link( $post_id, 'raw' ) );
	exit;
}

/** Leaves the text as it is: from now on it is compared with the version that waited. */
function keep(): void {
	$post_id = decided_post( 'wirecopy_keep' );
	$waiting = get_post_meta( $post_id, WAITING, true );
	if ( is_array( $waiting ) ) {
		$imported = (array) get_post_meta( $post_id, IMPORTED, true );
		put_meta( $post_id, IMPORTED, array_merge( $imported, shown_of( $waiting ) ) );
		put_meta( $post_id, STORY, $waiting['story'] );
		delete_post_meta( $post_id, WAITING );
		answered_by_editor( $post_id, $waiting );
	}
	wp_safe_redirect( get_edit_post_link( $post_id, 'raw' ) );
	exit;
}

/** The post that a button was pressed for, by somebody who may edit it. */
function decided_post( string $action ): int {
	$post_id = absint( $_GET['post'] ?? 0 );
	check_admin_referer( "{$action}_$post_id" );
	if ( ! current_user_can( 'edit_post', $post_id ) ) {
		wp_die( esc_html__( 'You may not edit this post.', 'wirecopy' ), '', array( 'response' => 403 ) );
	}
	return $post_id;
}

function answered_by_editor( int $post_id, array $waiting ): void {
	if ( '' !== $waiting['note'] ) {
		answer_correction( story_at( $post_id )['id'] );
		give_answers();
	}
}
