package dev.yardstick.acceptance.browser;

import java.util.List;

/**
 * A page to look at in the browser.
 *
 * @param route as its controller declares it
 * @param role who looks; {@code none}: nobody is signed in
 * @param empty an address at which there is nothing to show yet
 * @param full an address at which there is something, with the demo's year; {@code {parked}} is the
 *     id of a parked delivery, {@code {record}} where a record lies that cannot be taken
 */
record Visit(String route, String role, String empty, String full) {

    /**
     * Every page. Whoever adds a route adds a line: {@code BrowserIT} fails until it is here. The
     * empty address is visited before anything is recorded but the rep Sam, of whom nothing is
     * expected, in team Empty.
     */
    static final List<Visit> ALL =
            List.of(
                    at("/", "manager"),
                    new Visit("/today", "manager", "/today?team=Empty", "/today"),
                    new Visit(
                            "/today/later",
                            "manager",
                            "/today/later?rep=sam&matter=silence",
                            "/today/later?rep=omar-haddad&matter=demo-omar-haddad@1"),
                    new Visit("/sign-in", "none", "/sign-in", "/sign-in?code=used"),
                    at("/sign-in/invited", "none"),
                    at("/glossary", "manager"),
                    new Visit("/find", "manager", "/find?q=nobody", "/find?q=in"),
                    at("/teams", "manager"),
                    new Visit("/teams/{team}", "manager", "/teams/Empty", "/teams/Field%20Sales"),
                    at("/reps", "manager"),
                    new Visit("/reps/{rep}", "manager", "/reps/sam", "/reps/ines-moreau"),
                    new Visit(
                            "/reps/{rep}/history",
                            "auditor",
                            "/reps/sam/history?type=deal-won",
                            "/reps/ines-moreau/history"),
                    new Visit(
                            "/reps/{rep}/compare",
                            "auditor",
                            "/reps/sam/compare",
                            "/reps/ines-moreau/compare?knownAt=1000"),
                    new Visit(
                            "/reps/{rep}/replay",
                            "auditor",
                            "/reps/sam/replay",
                            "/reps/ines-moreau/replay?every=week"),
                    new Visit(
                            "/reps/{rep}/replay",
                            "auditor",
                            "/reps/sam/replay?position=1",
                            "/reps/ines-moreau/replay?position=1700&by=10"),
                    new Visit(
                            "/reps/{rep}/clauses/{clause}",
                            "auditor",
                            "/reps/sam/clauses/nothing",
                            "/reps/ines-moreau/clauses/new-secondary"),
                    at("/audit", "auditor"),
                    new Visit("/audit/log", "auditor", "/audit/log?type=deal-won", "/audit/log"),
                    new Visit(
                            "/audit/log/{position}",
                            "auditor",
                            "/audit/log/99999999",
                            "/audit/log/1000"),
                    new Visit(
                            "/audit/access",
                            "auditor",
                            "/audit/access?rep=nobody",
                            "/audit/access"),
                    at("/expectations", "manager"),
                    new Visit(
                            "/expectations/new",
                            "manager",
                            "/expectations/new?rep=sam",
                            "/expectations/new?rep=ines-moreau&like=demo-ines-moreau"),
                    new Visit(
                            "/expectations/new/many",
                            "manager",
                            "/expectations/new/many",
                            "/expectations/new/many?rep=ines-moreau&rep=omar-haddad&source=like:demo-ines-moreau"),
                    new Visit(
                            "/expectations/{id}",
                            "manager",
                            "/expectations/nothing",
                            "/expectations/demo-ines-moreau"),
                    new Visit(
                            "/expectations/{id}/revise",
                            "manager",
                            "/expectations/nothing/revise",
                            "/expectations/demo-ines-moreau/revise"),
                    at("/conversations", "manager"),
                    new Visit(
                            "/conversations/new",
                            "manager",
                            "/conversations/new",
                            "/conversations/new?rep=ines-moreau"),
                    new Visit(
                            "/conversations/plan",
                            "manager",
                            "/conversations/plan",
                            "/conversations/plan?rep=ines-moreau"),
                    new Visit("/people", "manager", "/people?q=nobody", "/people"),
                    at("/people/new", "manager"),
                    at("/people/oversight", "manager"),
                    new Visit("/people/{rep}", "admin", "/people/sam", "/people/ines-moreau"),
                    new Visit(
                            "/people/{rep}/departure",
                            "manager",
                            "/people/sam/departure",
                            "/people/ines-moreau/departure"),
                    new Visit(
                            "/people/{rep}/erasure",
                            "admin",
                            "/people/sam/erasure",
                            "/people/ines-moreau/erasure"),
                    at("/accounts", "manager"),
                    new Visit("/accounts/{account}", "manager", "/accounts/sole", "/accounts/sole"),
                    new Visit(
                            "/settings/templates/{template}",
                            "manager",
                            "/settings/templates/field",
                            "/settings/templates/field"),
                    new Visit(
                            "/settings/templates/new",
                            "manager",
                            "/settings/templates/new",
                            "/settings/templates/new?expectation=demo-ines-moreau"),
                    new Visit(
                            "/settings/templates/{template}/change",
                            "manager",
                            "/settings/templates/nothing/change",
                            "/settings/templates/field/change"),
                    at("/accounts/new", "manager"),
                    at("/settings", "manager"),
                    at("/settings/tokens", "admin"),
                    at("/settings/tokens/new", "admin"),
                    at("/settings/access", "admin"),
                    at("/settings/access/new", "admin"),
                    at("/settings/sign-in", "manager"),
                    at("/settings/rates", "manager"),
                    at("/settings/calendars", "manager"),
                    at("/settings/notices", "manager"),
                    at("/operations", "operator"),
                    at("/operations/parked", "operator"),
                    new Visit(
                            "/operations/parked/{id}",
                            "operator",
                            "/operations/parked/00000000-0000-0000-0000-000000000000",
                            "/operations/parked/{parked}"),
                    new Visit(
                            "/operations/records/{topic}/{partition}/{offset}",
                            "operator",
                            "/operations/records/yardstick.events/0/0",
                            "/operations/records/{record}"),
                    at("/operations/rebuilds/new", "operator"),
                    new Visit(
                            "/operations/rebuilds/{id}",
                            "operator",
                            "/operations/rebuilds/1",
                            "/operations/rebuilds/1"),
                    at("/connections", "operator"),
                    new Visit(
                            "/connections/new",
                            "operator",
                            "/connections/new",
                            "/connections/new?kind=pipedrive"),
                    new Visit(
                            "/connections/{connection}",
                            "operator",
                            "/connections/pipedrive",
                            "/connections/pipedrive"),
                    new Visit(
                            "/connections/{connection}/change",
                            "operator",
                            "/connections/pipedrive/change",
                            "/connections/pipedrive/change"));

    /** A page that has one address. */
    private static Visit at(String route, String role) {
        return new Visit(route, role, route, route);
    }

    /** A name for files. */
    String name() {
        String name = route.replaceAll("[{}]", "").replaceAll("^/|/$", "").replace('/', '-');
        return name.isEmpty() ? "start" : name;
    }
}
