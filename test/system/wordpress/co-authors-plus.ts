/** What the plugin uses of Co-Authors Plus, which Debian has no package of; it prints authors as that does. */
export const coAuthorsPlus = `
  $coauthors_plus = new class {
    public $guest_authors;
    function add_coauthors($post, $logins) { update_post_meta($post, 'coauthors', $logins); }
  };
  $coauthors_plus->guest_authors = new class {
    function get_guest_author_by($field, $login) { return get_option('guests', [])[$login] ?? false; }
    function create($guest) {
      $made = [$guest['user_login'] => (object) ($guest + ['type' => 'guest-author'])];
      update_option('guests', $made + get_option('guests', []));
      return 1;
    }
  };
  function get_coauthors($post) {
    $logins = get_post_meta($post, 'coauthors', true) ?: [];
    $guests = array_map(fn ($login) => get_option('guests')[$login], $logins);
    return $guests ?: array_filter([get_userdata(get_post($post)->post_author)]);
  }
  function coauthors_posts_links($id) {
    $GLOBALS['post'] = get_post($id);
    setup_postdata($id);
    $single = fn ($author) => '<a>' . esc_html(apply_filters('the_author', $author->display_name)) . '</a>';
    return implode(' and ', array_map($single, get_coauthors($id)));
  }`
