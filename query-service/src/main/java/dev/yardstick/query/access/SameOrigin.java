package dev.yardstick.query.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsUtils;

/** Whether a form was sent from a page of ours: browsers say so, and scripts cannot make it up. */
final class SameOrigin {

    private SameOrigin() {}

    /** Whether the browser vouches for it. */
    static boolean isProven(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null
                ? request.getHeader("Origin") != null && !CorsUtils.isCorsRequest(request)
                : site.equals("same-origin");
    }

    /** Whether another site's page, or a mail shown in one, sent the browser here. */
    static boolean isLedHere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !Set.of("none", "same-origin").contains(site);
    }

    /** Whether the browser says that it came from elsewhere; who is no browser says nothing. */
    static boolean isForeign(HttpServletRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        return (site != null || request.getHeader("Origin") != null) && !isProven(request);
    }
}
