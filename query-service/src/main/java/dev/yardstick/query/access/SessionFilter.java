package dev.yardstick.query.access;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import dev.yardstick.runtime.access.Denials;
import dev.yardstick.runtime.access.Departures;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Lets in the person whose session a browser's cookie names. It is looked at for what reads, and
 * for a form that the browser says is a page's of ours; a bearer token counts before it.
 */
final class SessionFilter extends OncePerRequestFilter {

    private final Sessions sessions;
    private final Departures departures;
    private final Denials denials;
    private final RequestMatcher nobodys;
    private final RequestAttributeSecurityContextRepository contexts =
            new RequestAttributeSecurityContextRepository();

    /**
     * A filter.
     *
     * @param nobodys what is not asked whose session it is
     */
    SessionFilter(
            Sessions sessions, Departures departures, Denials denials, RequestMatcher nobodys) {
        this.sessions = sessions;
        this.departures = departures;
        this.denials = denials;
        this.nobodys = nobodys;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Cookie cookie = WebUtils.getCookie(request, SignIn.COOKIE);
        if (cookie != null && isLookedAt(request)) {
            Optional<Caller> caller;
            try {
                caller = caller(cookie.getValue(), isUse(request));
            } catch (DataAccessException away) {
                denials.commence(request, response, new Departures.UnknownException(away));
                return;
            }
            caller.ifPresent(somebody -> letIn(somebody, request, response));
        }
        chain.doFilter(request, response);
    }

    private boolean isLookedAt(HttpServletRequest request) {
        boolean reads = GET.matches(request.getMethod()) || HEAD.matches(request.getMethod());
        boolean writes = POST.matches(request.getMethod()) && SameOrigin.isProven(request);
        return (reads || writes) && !hasBearerToken(request) && !nobodys.matches(request);
    }

    /** What a proxy in front adds for itself is none. */
    private static boolean hasBearerToken(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, "Bearer", 0, 6);
    }

    /** What an open page asks for by itself does not keep its session alive. */
    private static boolean isUse(HttpServletRequest request) {
        return POST.matches(request.getMethod())
                || !"empty".equals(request.getHeader("Sec-Fetch-Dest"));
    }

    private Optional<Caller> caller(String id, boolean inUse) {
        return sessions.find(id, inUse)
                .map(Sessions.Session::caller)
                .filter(caller -> caller.person() == null || !departures.isGone(caller.person()));
    }

    /** Kept with the request too: it may be answered by another dispatch, such as of an error. */
    private void letIn(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                new PreAuthenticatedAuthenticationToken(
                        caller,
                        null,
                        List.of(new SimpleGrantedAuthority("ROLE_" + caller.role()))));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
