package dev.yardstick.standalone.client;

import dev.yardstick.standalone.client.ApiClient.Answer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What became of a batch of CRM events.
 *
 * @param accepted those recorded now
 * @param duplicates those that were recorded before
 * @param parked those that wait for a rep or an account to become known, kept by the server
 * @param waitingFor what they wait for
 * @param refused those that the server will not take, by their first faults
 * @param unnamed how many more faults there are
 * @param position everything up to it holds the batch's effects; 0 where all were refused
 */
public record Receipt(
        int accepted,
        int duplicates,
        int parked,
        List<Waiting> waitingFor,
        List<Refused> refused,
        long unnamed,
        long position) {

    private static final Pattern INDEX = Pattern.compile("^\\D{0,9}(\\d{1,9})\\b");

    /**
     * An event that was refused.
     *
     * @param index its place in the batch, from 0; -1 where the server names none
     */
    public record Refused(int index, String path, String message) {}

    /**
     * What parked events wait for.
     *
     * @param what a rep or an account
     */
    public record Waiting(String what, String id, int count) {}

    static Receipt of(Answer answer) throws RefusedException {
        JsonNode body = answer.body();
        List<Refused> refused =
                body.path("refused")
                        .valueStream()
                        .map(one -> refused(one.path("index").asInt(-1), one))
                        .toList();
        if (answer.status() == 422 && refused.isEmpty()) {
            refused = body.path("errors").valueStream().map(e -> refused(index(e), e)).toList();
        }
        if (refused.isEmpty()) {
            answer.require("CRM events");
        }
        return new Receipt(
                body.path("accepted").asInt(0),
                body.path("duplicates").asInt(0),
                body.path("parked").asInt(0),
                body.path("waitingFor").valueStream().map(Receipt::waiting).toList(),
                refused,
                Math.max(0, body.path("refusedCount").asLong(0) - refused.size()),
                answer.position());
    }

    private static Waiting waiting(JsonNode one) {
        return new Waiting(
                one.path("what").asString(""),
                one.path("id").asString(""),
                one.path("count").asInt(0));
    }

    private static Refused refused(int index, JsonNode one) {
        return new Refused(index, one.path("path").asString(""), one.path("message").asString(""));
    }

    /**
     * A problem document names the event by the first number of the path, as in {@code [3].data}.
     */
    private static int index(JsonNode error) {
        Matcher index = INDEX.matcher(error.path("path").asString(""));
        return index.find() ? Integer.parseInt(index.group(1)) : -1;
    }
}
