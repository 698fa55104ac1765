package dev.yardstick.query.web.pages;

import org.springframework.web.util.UriComponentsBuilder;

/** Where a browser goes after a form: only ever to a page of ours. */
final class Redirects {

    private Redirects() {}

    /**
     * To a page that shows what was just written, with a notice.
     *
     * @param path with variables in braces
     * @param done a code: the notice is message {@code done.CODE}
     */
    static String shown(
            String path, CommandGateway.Accepted accepted, String done, Object... variables) {
        return "redirect:"
                + UriComponentsBuilder.fromUriString(path)
                        .queryParam("after", accepted.position())
                        .queryParam("done", done)
                        .encode()
                        .buildAndExpand(variables)
                        .toUriString();
    }

    /**
     * To a page.
     *
     * @param path with variables in braces
     */
    static String to(String path, Object... variables) {
        return "redirect:"
                + UriComponentsBuilder.fromUriString(path)
                        .encode()
                        .buildAndExpand(variables)
                        .toUriString();
    }

    /** A path of ours as it is; the start page for anything else. */
    static String local(String to) {
        boolean ours =
                to.startsWith("/")
                        && !to.startsWith("//")
                        && to.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
        return ours ? to.replace("{", "%7B").replace("}", "%7D") : "/";
    }
}
