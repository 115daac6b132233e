<?php
/**
 * Logos and photos in the media library, each once.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

use WP_Error;

/** What a copy was captioned with by us. */
const CAPTION    = '_wirecopy_caption';
const FILE_TYPES = array(
	'image/png'  => 'png',
	'image/jpeg' => 'jpg',
);

/** The logo as an image of the media library; one of the server where it cannot be copied. */
function logo_html( array $attribution ): string {
	$file = logo_file( $attribution['logo']['renditions'] );
	if ( null === $file ) {
		return '';
	}
	$alt    = $attribution['logo']['alt'];
	$said   = array(
		'post_title' => as_html( $alt ),
		'alt'        => $alt,
	);
	$kept   = kept_file( $file, 'logo', $said );
	$source = is_wp_error( $kept ) ? $file['href'] : wp_get_attachment_url( $kept );
	$width  = 240;
	$height = (int) round( $file['height'] / max( 1, $file['width'] ) * $width );
	return sprintf( '<img src="%s" alt="%s" width="%d" height="%d">', esc_url( $source ), esc_attr( $alt ), $width, $height );
}

/** Of its files the one that WordPress takes: an SVG it does not. */
function logo_file( array $renditions ): ?array {
	foreach ( $renditions as $rendition ) {
		if ( 'image/png' === $rendition['contentType'] ) {
			return $rendition;
		}
	}
	return $renditions[0] ?? null;
}

/**
 * The id of a file's copy in the media library, which is made where there is none.
 *
 * @param array  $file With `href` and `contentType`; of a logo also `sha256`, the hash of its bytes.
 * @param string $name What it is called there.
 * @param array  $said `post_title` and `post_excerpt` of the copy, and its `alt`.
 */
function kept_file( array $file, string $name, array $said ): int|WP_Error {
	global $wpdb;
	$hash  = $file['sha256'] ?? hash( 'sha256', $file['href'] );
	$key   = '_wirecopy_file_' . $hash;
	$known = $wpdb->get_var( $wpdb->prepare( "SELECT post_id FROM {$wpdb->postmeta} WHERE meta_key = %s LIMIT 1", $key ) );
	if ( null !== $known && 'attachment' === get_post_type( (int) $known ) ) {
		return (int) $known;
	}
	$bytes = fetch_file( $file['href'] );
	if ( is_wp_error( $bytes ) ) {
		return $bytes;
	}
	if ( ! is_as_announced( $bytes, $file ) ) {
		return new WP_Error( 'wrong-file', __( 'The file is not the one that was announced.', 'wirecopy' ) );
	}
	$ending = FILE_TYPES[ $file['contentType'] ];
	$short  = substr( $hash, 0, 12 );
	$upload = wp_upload_bits( sanitize_file_name( "wirecopy-$name-$short.$ending" ), null, $bytes );
	if ( ! empty( $upload['error'] ) ) {
		return new WP_Error( 'no-upload', $upload['error'] );
	}
	$said['meta_input'] = array(
		$key                       => 1,
		'_wp_attachment_image_alt' => $said['alt'],
	);
	return add_to_library( $upload['file'], $file['contentType'], $said );
}

/** Whether these bytes are an image of the type, and the very file where its hash was told. */
function is_as_announced( string $bytes, array $file ): bool {
	$size = getimagesizefromstring( $bytes );
	if ( ! isset( FILE_TYPES[ $file['contentType'] ] ) || false === $size || $size['mime'] !== $file['contentType'] ) {
		return false;
	}
	return ! isset( $file['sha256'] ) || hash_equals( $file['sha256'], hash( 'sha256', $bytes ) );
}

function add_to_library( string $path, string $type, array $fields ): int|WP_Error {
	require_once ABSPATH . 'wp-admin/includes/image.php';
	$fields['post_mime_type'] = $type;
	$fields['post_status']    = 'inherit';

	$id = wp_insert_attachment( wp_slash( $fields ), $path, 0, true );
	if ( ! is_wp_error( $id ) ) {
		wp_update_attachment_metadata( $id, wp_generate_attachment_metadata( $id, $path ) );
	}
	return $id;
}

/** The main photo in the media library, where it is to be the featured image; 0 where there is none. */
function photo_of( array $document ): int {
	$picture = $document['media'][0] ?? null;
	$file    = settings()['photo'] && null !== $picture ? main_file( $picture ) : null;
	if ( null === $file ) {
		return 0;
	}
	$said = array(
		'post_title'   => as_html( $document['headline'] ),
		'post_excerpt' => as_html( caption_of( $picture ) ),
		'alt'          => $picture['alt'],
	);
	$kept = kept_file( $file, 'photo', $said );
	if ( is_wp_error( $kept ) ) {
		return 0;
	}
	set_caption( $kept, $said['post_excerpt'] );
	return $kept;
}

/** Gives the copy of a photo the caption and credit of now, where an editor has not written others. */
function set_caption( int $photo_id, string $caption ): void {
	$present = get_post( $photo_id )->post_excerpt;
	if ( metadata_exists( 'post', $photo_id, CAPTION ) && get_post_meta( $photo_id, CAPTION, true ) !== $present ) {
		return;
	}
	if ( $present !== $caption ) {
		$fields = array(
			'ID'           => $photo_id,
			'post_excerpt' => $caption,
		);
		wp_update_post( wp_slash( $fields ) );
	}
	update_post_meta( $photo_id, CAPTION, wp_slash( get_post( $photo_id )->post_excerpt ) );
}

/** Removes the featured image of a story that was killed, where it is ours and no other post shows it. */
function remove_photo( int $post_id ): void {
	global $wpdb;
	$photo = (int) get_post_thumbnail_id( $post_id );
	$ours  = array_filter( array_keys( (array) get_post_meta( $photo ) ), fn( string $key ): bool => str_starts_with( $key, '_wirecopy_file_' ) );
	if ( 0 === $photo || array() === $ours ) {
		return;
	}
	$shown = (int) $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM {$wpdb->postmeta} WHERE meta_key = '_thumbnail_id' AND meta_value = %s", (string) $photo ) );
	if ( 1 === $shown ) {
		wp_delete_attachment( $photo, true );
	}
}
