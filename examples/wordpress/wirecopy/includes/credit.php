<?php
/**
 * Who wrote it, wherever the theme says so, and where it first stood.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

add_filter( 'the_author', __NAMESPACE__ . '\author_line' );
add_filter( 'get_the_author_display_name', __NAMESPACE__ . '\author_name', 10, 2 );
add_filter( 'get_canonical_url', __NAMESPACE__ . '\canonical_url', 10, 2 );
add_filter( 'wpseo_canonical', __NAMESPACE__ . '\canonical_of_page' );
add_filter( 'rank_math/frontend/canonical', __NAMESPACE__ . '\canonical_of_page' );
add_filter( 'post_thumbnail_html', __NAMESPACE__ . '\credited_photo', 10, 3 );

/** The reporter with the affiliation in the place of the account that owns the post. */
function author_line( ?string $name ): ?string {
	$story = story_at( (int) get_the_ID() );
	return null === $story || is_coauthor( $name ) ? $name : esc_html( $story['credit'] );
}

/** Co-Authors Plus asks for each author alone; the affiliation stands in the names of those that we have made. */
function is_coauthor( ?string $name ): bool {
	$authors = function_exists( 'get_coauthors' ) ? get_coauthors( get_the_ID() ) : array();
	$guests  = array_filter( $authors, fn( object $author ): bool => 'guest-author' === ( $author->type ?? '' ) );
	return array() !== $guests && in_array( $name, wp_list_pluck( $authors, 'display_name' ), true );
}

/** The same for themes of blocks, which ask for the account. */
function author_name( string $name, int $user_id ): string {
	$post = get_post();
	return $post && ! is_admin() && (int) $post->post_author === $user_id ? (string) author_line( $name ) : $name;
}

/** Where a story first stood, for search engines. */
function canonical_url( string $url, \WP_Post $post ): string {
	$canonical = story_at( $post->ID )['canonical'] ?? '';
	return '' === $canonical ? $url : esc_url_raw( $canonical );
}

/** The same for plugins that write this line themselves. */
function canonical_of_page( mixed $url ): mixed {
	$post = is_singular() ? get_queried_object() : null;
	return $post instanceof \WP_Post ? canonical_url( (string) $url, $post ) : $url;
}

/** A featured photo of ours with its credit, which must be printed, on the page of its story. */
function credited_photo( string $html, int $post_id, int|false $photo_id ): string {
	$caption = $photo_id && is_singular() && null !== story_at( $post_id ) ? wp_get_attachment_caption( $photo_id ) : '';
	return $caption && '' !== $html ? $html . '<figcaption class="wire-photo-credit">' . wp_kses_post( $caption ) . '</figcaption>' : $html;
}

/** The reporters as guest authors of Co-Authors Plus, where an editor has not chosen others; those last set by us. */
function credit_coauthors( int $post_id, array $story, array $last ): array {
	global $coauthors_plus;
	if ( ! isset( $coauthors_plus->guest_authors ) || ! method_exists( $coauthors_plus, 'add_coauthors' ) ) {
		return $last;
	}
	// Without others Co-Authors Plus names the account that owns the post.
	$owner   = (string) get_the_author_meta( 'user_login', (int) get_post( $post_id )->post_author );
	$ours    = array() === $last ? array_filter( array( $owner ) ) : $last;
	$present = wp_list_pluck( get_coauthors( $post_id ), 'user_login' );
	if ( array() !== $present && array_values( $present ) !== array_values( $ours ) ) {
		return $last;
	}
	$guests = $coauthors_plus->guest_authors;
	$logins = array();
	foreach ( $story['authors'] as $name ) {
		$login = sanitize_title( $name );
		$known = $guests->get_guest_author_by( 'user_login', $login );
		$guest = array(
			'display_name' => $name,
			'user_login'   => $login,
			'website'      => $story['website'],
		);
		if ( ! $known && is_wp_error( $guests->create( $guest ) ) ) {
			return $last;
		}
		$logins[] = $login;
	}
	$coauthors_plus->add_coauthors( $post_id, $logins );
	return $logins;
}
