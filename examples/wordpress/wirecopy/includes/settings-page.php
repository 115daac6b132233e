<?php
/**
 * The page under Settings → Wirecopy.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

const PAGE_SLUG = 'wirecopy';

add_action( 'admin_menu', __NAMESPACE__ . '\add_page' );
add_action( 'admin_init', __NAMESPACE__ . '\lead_to_settings' );
add_filter( 'plugin_action_links_' . plugin_basename( MAIN_FILE ), __NAMESPACE__ . '\action_links' );

function add_page(): void {
	add_options_page( __( 'Wirecopy', 'wirecopy' ), __( 'Wirecopy', 'wirecopy' ), 'manage_options', PAGE_SLUG, __NAMESPACE__ . '\show_page' );
}

function settings_url(): string {
	return admin_url( 'options-general.php?page=' . PAGE_SLUG );
}

function action_links( array $links ): array {
	$link = sprintf( '<a href="%s">%s</a>', esc_url( settings_url() ), esc_html__( 'Settings', 'wirecopy' ) );
	return array( $link, ...$links );
}

/** After it was activated for the first time, the next page is the one to set it up on. */
function lead_to_settings(): void {
	$is_among_many = isset( $_GET['activate-multi'] ); // phpcs:ignore WordPress.Security.NonceVerification.Recommended
	if ( get_transient( 'wirecopy_lead_to_settings' ) && current_user_can( 'manage_options' ) && ! wp_doing_ajax() && ! $is_among_many ) {
		delete_transient( 'wirecopy_lead_to_settings' );
		wp_safe_redirect( settings_url() );
		exit;
	}
}

function show_page(): void {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html__( 'Wirecopy', 'wirecopy' ) . '</h1>';
	show_outcome();
	if ( is_set_up() ) {
		show_standing();
	}
	echo '<form method="post" action="' . esc_url( admin_url( 'admin-post.php' ) ) . '">';
	wp_nonce_field( 'wirecopy_save' );
	echo '<table class="form-table" role="presentation">';
	show_connection_fields( settings() );
	show_post_fields( settings() );
	echo '</table><p class="submit">';
	show_button( 'wirecopy_save', __( 'Save and fetch stories', 'wirecopy' ), 'button-primary' );
	show_button( 'wirecopy_test', __( 'Test connection', 'wirecopy' ), 'button-secondary' );
	echo '</p></form></div>';
	take_key_from_link( settings()['server'] );
}

/** The server that a set-up link names; it can do no more than fill in the field. */
function server_of_link(): string {
	return isset( $_GET['server'] ) ? server_in( wp_unslash( $_GET['server'] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification.Recommended,WordPress.Security.ValidatedSanitizedInput.InputNotSanitized
}

/** The key of a set-up link stands behind its #, which browsers keep to themselves: only they can fill it in. */
function take_key_from_link( string $server ): void {
	$named = server_of_link();
	if ( '' === $named || ( '' !== $server && $server !== $named ) ) {
		return;
	}
	$script = "(() => {
		const key = new URLSearchParams(location.hash.slice(1)).get('key');
		const field = document.getElementById('wirecopy-key');
		if (!key || !field) return;
		history.replaceState(null, '', location.pathname + location.search);
		field.value = key;
	})();";
	wp_print_inline_script_tag( $script, array( 'id' => 'wirecopy-setup' ) );
}

function show_button( string $action, string $label, string $class ): void {
	printf( '<button type="submit" name="action" value="%s" class="button %s">%s</button> ', esc_attr( $action ), esc_attr( $class ), esc_html( $label ) );
}

/** What came of the button that was pressed last. */
function show_outcome(): void {
	$name    = 'wirecopy_outcome_' . get_current_user_id();
	$outcome = get_transient( $name );
	delete_transient( $name );
	foreach ( is_array( $outcome ) ? $outcome : array() as $line ) {
		$link = empty( $line['url'] ) ? '' : sprintf( ' <a href="%s">%s</a>', esc_url( $line['url'] ), esc_html( $line['label'] ) );
		printf( '<div class="notice notice-%s"><p>%s%s</p></div>', esc_attr( $line['kind'] ), esc_html( $line['text'] ), wp_kses_post( $link ) );
		if ( ! empty( $line['url'] ) ) {
			printf( '<iframe src="%s" title="%s" style="width:100%%;height:32em;background:#fff"></iframe>', esc_url( $line['url'] ), esc_attr( $line['label'] ) );
		}
	}
}

/** Since when changes have been followed, and whether they are sent here. */
function show_standing(): void {
	$state = state();
	$lines = array();
	if ( $state['followed'] > 0 ) {
		/* translators: %s: a span of time such as 5 minutes */
		$lines[] = sprintf( __( 'Up to date %s ago.', 'wirecopy' ), human_time_diff( $state['followed'] ) );
	}
	if ( '' !== $state['error'] ) {
		/* translators: %s: what went wrong */
		$lines[] = sprintf( __( 'The last attempt failed: %s', 'wirecopy' ), $state['error'] );
	}
	$lines[] = '' === webhook()['id']
		? __( 'This site asks for changes every five minutes. They are not sent to it: stories that are killed stay up for as long.', 'wirecopy' )
		: __( 'Changes are sent to this site as they happen: stories that are killed come down at once.', 'wirecopy' );
	echo '<p>' . esc_html( implode( ' ', $lines ) ) . '</p>';
}

function show_connection_fields( array $settings ): void {
	$server = '' !== $settings['server'] ? $settings['server'] : server_of_link();
	show_row(
		'server',
		__( 'Server', 'wirecopy' ),
		sprintf(
			'<input type="url" class="regular-text" id="wirecopy-server" name="server" value="%s" placeholder="https://wire.example.org"%s>',
			esc_attr( $server ),
			'' === $server ? ' autofocus' : ''
		),
		__( 'The address that your newswire gave you. A set-up link has it, too.', 'wirecopy' )
	);
	if ( defined( 'WIRECOPY_KEY' ) ) {
		show_row( 'key', __( 'Key', 'wirecopy' ), '<code>WIRECOPY_KEY</code>', __( 'It stands in wp-config.php.', 'wirecopy' ) );
		return;
	}
	$is_stored = '' !== api_key();
	show_row(
		'key',
		__( 'Key', 'wirecopy' ),
		sprintf(
			'<input type="password" class="regular-text" id="wirecopy-key" name="key" value="" autocomplete="off" placeholder="%s"%s%s>',
			$is_stored ? '' : 'wc_live_…',
			$is_stored ? '' : ' required',
			'' !== $server && ! $is_stored ? ' autofocus' : ''
		),
		$is_stored ? __( 'One is stored, and never shown again. Leave the field empty to keep it.', 'wirecopy' ) : __( 'It begins with wc_live_, or with wc_test_ to try it out. Or paste the whole set-up link here.', 'wirecopy' )
	);
}

function show_post_fields( array $settings ): void {
	$statuses = array(
		'draft'   => __( 'Drafts, for an editor to publish', 'wirecopy' ),
		'publish' => __( 'Published at once', 'wirecopy' ),
	);
	$options  = '';
	foreach ( $statuses as $status => $label ) {
		$options .= sprintf( '<option value="%s"%s>%s</option>', esc_attr( $status ), selected( $settings['status'], $status, false ), esc_html( $label ) );
	}
	show_row( 'status', __( 'New stories are', 'wirecopy' ), '<select id="wirecopy-status" name="status">' . $options . '</select>' );
	$category = array(
		'name'             => 'category',
		'id'               => 'wirecopy-category',
		'selected'         => $settings['category'],
		'hide_empty'       => false,
		'show_option_none' => __( 'The usual one of this site', 'wirecopy' ),
		'echo'             => false,
	);
	show_row( 'category', __( 'Category', 'wirecopy' ), wp_dropdown_categories( $category ) );
	$author = array(
		'name'       => 'author',
		'id'         => 'wirecopy-author',
		'selected'   => $settings['author'] ? $settings['author'] : get_current_user_id(),
		'capability' => array( 'edit_posts' ),
		'echo'       => false,
	);
	show_row( 'author', __( 'Account', 'wirecopy' ), wp_dropdown_users( $author ), __( 'Owns the posts. Readers see the reporter instead.', 'wirecopy' ) );
	show_row(
		'first',
		__( 'Begin with', 'wirecopy' ),
		sprintf( '<input type="number" class="small-text" id="wirecopy-first" name="first" min="0" max="%d" value="%d">', MAX_FIRST_STORIES, $settings['first'] ),
		__( 'So many of the newest stories are fetched when you save for the first time.', 'wirecopy' )
	);
	show_choice( 'byline', $settings['byline'], __( 'Byline', 'wirecopy' ), __( 'Print it above the text, too', 'wirecopy' ), __( 'Turn this off only where your theme prints the author of each post.', 'wirecopy' ) );
	show_choice( 'tags', $settings['tags'], __( 'Tags', 'wirecopy' ), __( 'Take over the tags of each story', 'wirecopy' ), '' );
	show_choice( 'photo', $settings['photo'], __( 'Main photo', 'wirecopy' ), __( 'Make it the featured image', 'wirecopy' ), __( 'It is copied to the media library. Its credit must be printed: see that it stands below the photo.', 'wirecopy' ) );
}

function show_choice( string $name, bool $is_on, string $title, string $label, string $hint ): void {
	$box = sprintf( '<label><input type="checkbox" id="wirecopy-%1$s" name="%1$s" value="1"%2$s> %3$s</label>', esc_attr( $name ), checked( $is_on, true, false ), esc_html( $label ) );
	show_row( $name, $title, $box, $hint );
}

/** A row of the form; the field is HTML whose parts were escaped where it was made. */
function show_row( string $name, string $title, string $field, string $hint = '' ): void {
	printf( '<tr><th scope="row"><label for="%s">%s</label></th><td>', esc_attr( "wirecopy-$name" ), esc_html( $title ) );
	echo $field; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
	echo '' === $hint ? '' : '<p class="description">' . esc_html( $hint ) . '</p>';
	echo '</td></tr>';
}
