<?php
/**
 * What a story looks like as a post.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

/** Title, text and what is known of a story, out of the JSON of the API. */
function version_of( array $document ): array {
	$photo = photo_of( $document );
	return array(
		'title'   => as_html( $document['headline'] ),
		'content' => content_of( $document, 0 !== $photo ),
		'excerpt' => as_html( (string) ( $document['summary'] ?? '' ) ),
		'photo'   => $photo,
		'story'   => story_of( $document ),
	);
}

/** What is kept beside the post: who wrote it, and where it first stood. */
function story_of( array $document ): array {
	$attribution = $document['attribution'];
	$authors     = array_map(
		fn( array $author ): string => $author['name'] . ', ' . $author['affiliation']['name'],
		$attribution['authors']
	);
	return array(
		'id'        => $document['id'],
		'revision'  => (int) $document['revision'],
		'credit'    => $attribution['creditLine'],
		'authors'   => $authors,
		'website'   => $attribution['affiliation']['url'],
		'canonical' => (string) ( $document['canonicalUrl'] ?? '' ),
	);
}

/** Byline, corrections (the newest first), text with photos, logo and notice: of tags that WordPress lets through. */
function content_of( array $document, bool $is_photo_featured ): string {
	$attribution = $document['attribution'];
	$parts       = array(
		settings()['byline'] ? byline_html( $attribution ) : '',
		...array_map( __NAMESPACE__ . '\correction_html', array_reverse( $document['corrections'] ) ),
		...illustrated( $document, $is_photo_featured ),
		'<footer class="wire-attribution">',
		'<p class="wire-logo">' . logo_html( $attribution ) . '</p>',
		str_replace( '<p>', '<p class="wire-notice">', $attribution['notice']['html'] ),
		'<p class="wire-source">' . source_html( $document ) . '</p>',
		'</footer>',
	);
	$html        = wp_kses_post( implode( "\n", array_filter( $parts ) ) );
	// What stands in brackets is text of the story, and no shortcode of this site.
	return str_replace( array( '[', ']' ), array( '&#91;', '&#93;' ), $html );
}

function byline_html( array $attribution ): string {
	$credit = as_html( $attribution['creditLine'] );
	foreach ( $attribution['authors'] as $author ) {
		$name   = as_html( $author['affiliation']['name'] );
		$marked = '<span class="wire-affiliation">' . $name . '</span>';
		$credit = str_contains( $credit, $marked ) ? $credit : str_replace( $name, $marked, $credit );
	}
	/* translators: %s: name and organization, such as Jane Doe, Example News Foundation */
	return '<p class="wire-byline">' . sprintf( esc_html__( 'By %s', 'wirecopy' ), $credit ) . '</p>';
}

function correction_html( array $correction ): string {
	$date = wp_date( get_option( 'date_format' ), strtotime( $correction['at'] ) );
	/* translators: 1: date, 2: what was wrong */
	$line = sprintf( __( 'Correction, %1$s: %2$s', 'wirecopy' ), $date, $correction['note'] );
	return '<p class="wire-correction"><em>' . as_html( $line ) . '</em></p>';
}

/** The text with each of its photos once: the main one before it, those that stand nowhere behind. */
function illustrated( array $document, bool $is_photo_featured ): array {
	$body    = (string) ( $document['bodyHtml'] ?? '' );
	$figures = array();
	foreach ( $document['media'] as $place => $picture ) {
		$file   = main_file( $picture );
		$folder = null === $file ? '' : dirname( $file['href'] ) . '/';
		if ( null !== $file && ! str_contains( $body, $folder ) ) {
			$figures[ $place ] = figure_html( $picture, $file );
		}
	}
	$main = $is_photo_featured ? '' : $figures[0] ?? '';
	unset( $figures[0] );
	return array( $main, $body, ...$figures );
}

/** The file of a photo that every browser shows: the largest JPEG. */
function main_file( array $picture ): ?array {
	$files = array_filter( $picture['renditions'], fn( array $file ): bool => 'image/jpeg' === $file['contentType'] );
	return array_pop( $files );
}

function figure_html( array $picture, array $file ): string {
	$image   = sprintf(
		'<img src="%s" alt="%s" width="%d" height="%d">',
		esc_url( $file['href'] ),
		esc_attr( $picture['alt'] ),
		$file['width'],
		$file['height']
	);
	$caption = as_html( caption_of( $picture ) );
	return '<figure>' . $image . ( '' === $caption ? '' : "<figcaption>$caption</figcaption>" ) . '</figure>';
}

/** The caption of a photo with its credit, which must be printed. */
function caption_of( array $picture ): string {
	$credit = $picture['credit'] ? '(' . $picture['credit'] . ')' : '';
	return trim( $picture['caption'] . ' ' . $credit );
}

function source_html( array $document ): string {
	$license   = sprintf( '<a rel="license" href="%s">%s</a>', esc_url( $document['license']['href'] ), esc_html__( 'License', 'wirecopy' ) );
	$canonical = (string) ( $document['canonicalUrl'] ?? '' );
	if ( '' === $canonical ) {
		return $license;
	}
	return sprintf( '<a href="%s">%s</a> · %s', esc_url( $canonical ), esc_html__( 'Read the original article', 'wirecopy' ), $license );
}

/** Plain text as HTML; quotation marks stay as they are, for an editor to read. */
function as_html( string $text ): string {
	return htmlspecialchars( $text, ENT_NOQUOTES | ENT_SUBSTITUTE, 'UTF-8' );
}
