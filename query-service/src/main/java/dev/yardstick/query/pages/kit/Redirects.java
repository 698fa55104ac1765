package dev.yardstick.query.pages.kit;

import dev.yardstick.query.access.OwnPath;

import org.springframework.web.util.UriComponentsBuilder;

import java.util.Objects;

/** Where a browser goes after a form: only ever to a page of ours. */
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
    public static String to(String path, Object... variables) {
        return "redirect:"
                + UriComponentsBuilder.fromUriString(path)
                        .encode()
                        .buildAndExpand(variables)
                        .toUriString();
    }

    /** A path of ours; the start page for anything else. */
    static String local(String to) {
        return Objects.requireNonNullElse(OwnPath.of(to), "/");
    }
}
