/** What the plugin uses of Co-Authors Plus, which Debian has no package of. */
export const coAuthorsPlus = `
  $credited = ['guests' => [], 'of' => []];
  $coauthors_plus = new class {
    public $guest_authors;
    function add_coauthors($post, $logins) { $GLOBALS['credited']['of'] = $logins; }
  };
  $coauthors_plus->guest_authors = new class {
    function get_guest_author_by($field, $login) { return false; }
    function create($guest) { $GLOBALS['credited']['guests'][] = $guest['display_name']; return 1; }
  };`
