<?php
/**
 * Removes what the plugin stored for itself. Stories stay, as does what is known of each of them.
 *
 * @package Wirecopy
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

$wirecopy_clean = static function (): void {
	global $wpdb;
	$ours = array( 'wirecopy_', '_transient_wirecopy_', '_transient_timeout_wirecopy_' );
	foreach ( $ours as $prefix ) {
		$names = $wpdb->get_col(
			$wpdb->prepare( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like( $prefix ) . '%' )
		);
		array_map( 'delete_option', $names );
	}
};

if ( is_multisite() ) {
	foreach ( get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	) as $wirecopy_site ) {
		switch_to_blog( $wirecopy_site );
		$wirecopy_clean();
		restore_current_blog();
	}
} else {
	$wirecopy_clean();
}
