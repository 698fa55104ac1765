package dev.yardstick.acceptance.support;

/** What the tests send: a rep, an expectation, deals. */
public final class Scenario {

    public static final String YEAR = "from=2026-01-01&to=2026-12-31&on=2026-12-31&grain=month";

    private Scenario() {}

    public static String rep(String name) {
        return """
        {"name":"%s","team":"North","manager":"kim","hiredOn":"2026-01-01","timeZone":"UTC","on":"2026-01-01"}\
        """
                .formatted(name);
    }

    public static String expectation(String rep, String target) {
        return """
        {"rep":"%s","statement":"To be trusted by her customers.","from":"2026-01-01","to":"2026-12-31",
         "currency":"EUR","clauses":[%s]}\
        """
                .formatted(rep, revenue(target));
    }

    public static String revenue(String target) {
        return """
        {"id":"revenue","topic":"quota","title":"Revenue","measure":{"kind":"sum","of":"deal-won","quantity":"amount"},
         "target":{"atLeast":"%s"}}\
        """
                .formatted(target);
    }

    public static String revision(String from, String target) {
        return """
        {"effectiveFrom":"%s","reason":"The market grew.","clauses":[%s]}\
        """
                .formatted(from, revenue(target));
    }

    /** A CloudEvent on one line. */
    public static String won(String rep, String subject, String id, int day, String amount) {
        return """
        {"specversion":"1.0","type":"crm.deal.won","source":"/crm","subject":"%s","id":"%s",\
        "time":"2026-02-%02dT10:00:00Z","data":{"rep":"%s","occurredAt":"2026-02-%02d",\
        "amount":"%s","currency":"EUR"}}\
        """
                .formatted(subject, id, day, rep, day, amount);
    }
}
