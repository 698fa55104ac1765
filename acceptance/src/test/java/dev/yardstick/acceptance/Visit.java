package dev.yardstick.acceptance;

import java.util.List;

/**
 * A page to look at in the browser.
 *
 * @param route as its controller declares it
 * @param role who looks; {@code none}: nobody is signed in
 * @param empty an address at which there is nothing to show yet
 * @param full an address at which there is something, with the demo's year
 */
record Visit(String route, String role, String empty, String full) {

    /**
     * Every page. Whoever adds a route adds a line: {@code BrowserIT} fails until it is here. The
     * empty address is visited before anything is recorded but the rep Sam, of whom nothing is
     * expected, in team Empty.
     */
    static final List<Visit> ALL =
            List.of(
                    new Visit("/", "manager", "/", "/"),
                    new Visit("/sign-in", "none", "/sign-in", "/sign-in?code=used"),
                    new Visit("/teams", "manager", "/teams", "/teams"),
                    new Visit("/teams/{team}", "manager", "/teams/Empty", "/teams/Field%20Sales"),
                    new Visit("/reps", "manager", "/reps", "/reps"),
                    new Visit("/reps/{rep}", "manager", "/reps/sam", "/reps/ines-moreau"),
                    new Visit(
                            "/reps/{rep}/history",
                            "auditor",
                            "/reps/sam/history?type=rep-left",
                            "/reps/ines-moreau/history"),
                    new Visit(
                            "/reps/{rep}/compare",
                            "auditor",
                            "/reps/sam/compare",
                            "/reps/ines-moreau/compare?knownAt=1000"),
                    new Visit("/audit", "auditor", "/audit?rep=nobody", "/audit"));

    /** A name for files. */
    String name() {
        String name = route.replaceAll("[{}]", "").replaceAll("^/|/$", "").replace('/', '-');
        return name.isEmpty() ? "start" : name;
    }
}
