package dev.yardstick.events;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names of streams: a kind, a slash, and an id; each stream is what one decision looks at. */
public final class Streams {

    private Streams() {}

    /** The stream of a rep. */
    public static String rep(String rep) {
        return "rep/" + rep;
    }

    /** The stream of an account. */
    public static String account(String account) {
        return "account/" + account;
    }

    /** The stream of an expectation. */
    public static String expectation(String expectation) {
        return "expectation/" + expectation;
    }

    /** The stream of a plan year's exchange rates. */
    public static String rates(int year) {
        return "rates/" + year;
    }

    /** The stream of a holiday calendar. */
    public static String calendar(String calendar) {
        return "calendar/" + calendar;
    }

    /** The stream of a template of expectations. */
    public static String template(String template) {
        return "template/" + template;
    }

    /** The stream of the calibrations of a clause kind's forecast. */
    public static String calibration(String kind) {
        return "calibration/" + kind;
    }

    /** The stream of a connection to a CRM. */
    public static String connection(String connection) {
        return "connection/" + connection;
    }

    /** The stream of what operators decided about something parked. */
    public static String parked(String id) {
        return "parked/" + id;
    }

    /** The stream of a bearer token, by its id. */
    public static String token(String token) {
        return "token/" + token;
    }

    /** The stream of who oversees a manager, a team or a unit. */
    public static String oversight(OversightEvent.Kind kind, String of) {
        return "oversight/" + kind.code() + "/" + encoded(of);
    }

    /** The stream of an activity; it ends in the CRM's record id. */
    public static String activity(String source, String subject) {
        return activities(source) + subject;
    }

    /** The stream of a deal; it ends in the CRM's record id. */
    public static String deal(String source, String subject) {
        return deals(source) + subject;
    }

    /** What the streams of all activities of a CRM begin with, and no others. */
    public static String activities(String source) {
        return "activity/" + encoded(source) + "/";
    }

    /** What the streams of all deals of a CRM begin with, and no others. */
    public static String deals(String source) {
        return "deal/" + encoded(source) + "/";
    }

    /** Without a slash, so that two different pairs never make the same name. */
    private static String encoded(String source) {
        return URLEncoder.encode(source, StandardCharsets.UTF_8);
    }
}
