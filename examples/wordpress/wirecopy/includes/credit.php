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
	return null === $story ? $name : esc_html( $story['credit'] );
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

/** The reporters as guest authors of Co-Authors Plus, where that is active. */
function credit_coauthors( int $post_id, array $story ): void {
	global $coauthors_plus;
	if ( ! isset( $coauthors_plus->guest_authors ) || ! method_exists( $coauthors_plus, 'add_coauthors' ) ) {
		return;
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
			return;
		}
		$logins[] = $login;
	}
	$coauthors_plus->add_coauthors( $post_id, $logins );
}
