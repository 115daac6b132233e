<?php
/**
 * Follows the changes of the newswire.
 *
 * @package Wirecopy
 */

namespace Wirecopy;

use WP_Error;

const PAGE          = 20;
const MAX_FAILURES  = 3;
const BUDGET_S      = 20;
const RESTART_CODES = array( 'cursor-expired', 'invalid-cursor' );

/**
 * Applies whatever has changed. True when it did, also where time ran out before the end; null where somebody else is
 * at it.
 *
 * @param float $patience_s How long to wait for its turn.
 * @param float $budget_s   After how long no more changes are begun with.
 */
function follow( float $patience_s = 0, float $budget_s = BUDGET_S ): true|WP_Error|null {
	$until = microtime( true ) + $patience_s + $budget_s;
	return is_set_up() ? alone( fn() => follow_until( $until ), $patience_s ) : true;
}

function follow_until( float $until ): true|WP_Error {
	$state  = state();
	$result = '' === $state['begun'] ? begin( $state ) : true;
	while ( true === $result ) {
		$result = follow_page( $state, $until );
	}
	$state['error'] = is_wp_error( $result ) ? $result->get_error_message() : '';
	if ( ! is_wp_error( $result ) ) {
		$state['followed'] = time();
		$result            = true;
		put_waiting();
		give_answers();
	}
	store( 'wirecopy_state', $state );
	return $result;
}

/** Imports the newest stories, and notes from where to follow. */
function begin( array &$state ): true|WP_Error {
	$first = (int) settings()['first'];
	$list  = ask( 'GET', '/v1/articles?' . ( $first > 0 ? "limit=$first&include=body" : 'limit=1' ) );
	if ( is_wp_error( $list ) ) {
		return $list;
	}
	foreach ( $first > 0 ? array_reverse( $list['items'] ) : array() as $document ) {
		if ( is_embargoed( $document ) ) {
			continue;
		}
		$put = put_story( $document, $document['updatedAt'], '', true );
		if ( is_wp_error( $put ) ) {
			return $put;
		}
	}
	// By the clock of the server: what is older has no post here unless it has one now.
	$newest          = $list['items'][0]['publishedAt'] ?? gmdate( DATE_RFC3339, 0 );
	$state['begun']  = is_after( $newest, 'now' ) ? gmdate( DATE_RFC3339 ) : $newest;
	$state['cursor'] = $list['changes'];
	store( 'wirecopy_state', $state );
	return true;
}

/** Applies a page of changes; true where another one is waiting and there is time, false at the end. */
function follow_page( array &$state, float $until ): bool|WP_Error {
	$page = ask( 'GET', '/v1/changes?' . http_build_query( query_for( $state ) ) );
	if ( is_wp_error( $page ) ) {
		if ( '' === $state['cursor'] || ! in_array( $page->get_error_code(), RESTART_CODES, true ) ) {
			return $page;
		}
		// The log was put back, or is another one: what we hold is compared with all of it.
		$state['cursor']      = '';
		$state['catching_up'] = true;
		return true;
	}
	foreach ( $page['items'] as $change ) {
		$applied = apply_change( $change, $state );
		// One story that cannot be stored must not stand before a kill for ever.
		if ( is_wp_error( $applied ) && ++$state['failures'] < MAX_FAILURES ) {
			return $applied;
		}
		$state['failures'] = 0;
		$state['cursor']   = $change['cursor'];
		store( 'wirecopy_state', $state );
		if ( microtime( true ) > $until ) {
			return false;
		}
	}
	$state['cursor']      = $page['cursor'];
	$state['catching_up'] = $state['catching_up'] && null !== $page['next'];
	return null !== $page['next'];
}

/** Stories come along with their changes, but not with all those that there ever were. */
function query_for( array $state ): array {
	$query = array( 'limit' => PAGE );
	if ( '' !== $state['cursor'] ) {
		$query['after'] = $state['cursor'];
	}
	return $state['catching_up'] ? $query : $query + array(
		'include' => 'article',
		'format'  => 'json',
	);
}

/** Does what a change asks for: by what is true of the story now, whatever the change was. */
function apply_change( array $change, array $state ): true|WP_Error {
	$story = $change['article'];
	if ( null === $story ) {
		return true;
	}
	if ( 'usable' !== $story['pubStatus'] ) {
		take_down( $story['id'], order_in( $change ) );
		// From here on its post says so, and nobody else imports.
		delete_option( 'wirecopy_down_' . $story['id'] );
		if ( array() === posts_of( $story['id'] ) ) {
			owe_answer( $story['id'], get_option( 'wirecopy_deleted_' . $story['id'], 'never_used' ), array() );
		}
		return true;
	}
	$is_new = 'article.published' === $change['type']
		&& ( ! $state['catching_up'] || is_after( $change['at'], $state['begun'] ) )
		&& false === get_option( 'wirecopy_deleted_' . $story['id'] );
	if ( ! $is_new && 0 === post_of( $story['id'] ) ) {
		return true;
	}
	$document = $state['catching_up'] ? ask( 'GET', '/v1/articles/' . $story['id'] ) : $change['document'];
	if ( is_wp_error( $document ) && is_passing( $document ) ) {
		return $document;
	}
	if ( ! is_array( $document ) || ! isset( $document['bodyHtml'] ) || is_embargoed( $document ) ) {
		return true;
	}
	$is_correction = 'article.corrected' === $change['type'];
	$put           = put_story( $document, $change['at'], $is_correction ? (string) $change['note'] : '', $is_new );
	if ( true === $put && $is_correction ) {
		answer_correction( $story['id'] );
	}
	return $put;
}

function is_after( string $time, string $other ): bool {
	return strtotime( $time ) > strtotime( $other );
}

/** What is to be done about a story that was taken back. */
function order_in( array $change ): array {
	return array(
		'killed'   => 'canceled' === $change['article']['pubStatus'],
		'advisory' => (string) ( $change['advisory'] ?? $change['note'] ?? '' ),
		'at'       => $change['at'],
	);
}

/** Whoever has advance access sees stories before they may be published; they come again when they may. */
function is_embargoed( array $document ): bool {
	return null !== $document['embargoedUntil'] && is_after( $document['embargoedUntil'], 'now' );
}

/**
 * Brings the post of a story up to date, and makes one where there is none and it is new.
 *
 * @param array  $document The story.
 * @param string $at       When it was so: whoever takes it down later is right.
 * @param string $note     Why it was corrected.
 * @param bool   $is_new   Whether a post may be made.
 */
function put_story( array $document, string $at, string $note, bool $is_new ): true|WP_Error {
	$post_id = post_of( $document['id'] );
	if ( 0 === $post_id ) {
		$put = $is_new ? create_story( $document ) : true;
	} else {
		restore( $post_id );
		$put = 'trash' === get_post_status( $post_id ) ? true : update_story( $post_id, $document, $note );
	}
	$order = order_since( $document['id'], $at );
	if ( null !== $order ) {
		take_down( $document['id'], $order );
	}
	return is_wp_error( $put ) ? $put : true;
}
