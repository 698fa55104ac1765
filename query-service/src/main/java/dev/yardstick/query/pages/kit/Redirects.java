package dev.yardstick.query.pages.kit;

import org.springframework.web.util.UriComponentsBuilder;

/** Where a browser goes after a form: to a page of ours. */
public final class Redirects {

    private Redirects() {}

    /**
     * To a page that shows what was just written, with a notice.
     *
     * @param path with variables in braces
     * @param done a code: the notice is message {@code done.CODE}
     */
    public static String shown(
            String path, CommandServiceClient.Accepted accepted, String done, Object... variables) {
        return to(
                UriComponentsBuilder.fromUriString(path)
                        .queryParam("after", accepted.position())
                        .queryParam("done", done),
                variables);
    }

    /**
     * To a page.
     *
     * @param path with variables in braces
     */
    public static String to(String path, Object... variables) {
        return to(UriComponentsBuilder.fromUriString(path), variables);
    }

    private static String to(UriComponentsBuilder page, Object... variables) {
        return "redirect:" + page.encode().buildAndExpand(variables).toUriString();
    }
}
