import type { WordPress } from '../../support/wordpress/wordpress.ts'
import { aNewswire, connectTo, type Newswire } from './newswire.ts'
import type { Browser } from './site.ts'

interface Post {
  id: number
  link: string
  status: string
  tags: string[]
}

export type PluginSite = ReturnType<typeof pluginOn>

/** What is done with a site that has the plugin. */
export function pluginOn(site: WordPress, browser: Browser) {
  const postsOf = async (id: string): Promise<Post[]> => {
    const found = await site.php(`
      $statuses = array_keys(get_post_stati());
      $posts = get_posts(['post_status' => $statuses, 'meta_key' => '_wirecopy_of_${id}', 'numberposts' => 5]);
      echo json_encode(array_map(fn ($post) => [
        'id' => $post->ID,
        'link' => get_permalink($post),
        'status' => $post->post_status,
        'tags' => wp_get_post_tags($post->ID, ['fields' => 'names']),
      ], $posts));`)
    return JSON.parse(found)
  }
  return {
    /** A newswire that the site has been connected to. */
    connected: async (fields: Record<string, string> = {}): Promise<Newswire> => {
      const wire = await aNewswire(site)
      await connectTo(browser, wire, fields)
      return wire
    },
    /** What WordPress does every five minutes. */
    cron: () => site.php(`do_action('wirecopy_follow');`),
    /** The posts that show a story, whatever became of them. */
    postsOf,
    statusOf: async (id: string) => (await postsOf(id))[0]?.status,
  }
}

export async function read(address: string | undefined): Promise<string> {
  return (await fetch(String(address))).text()
}
