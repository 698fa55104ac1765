package dev.yardstick.query.api;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.history.Replay;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.known.RepHistory;
import dev.yardstick.query.view.Timeline;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** How a rep's timeline developed, event by event, as server-sent events. */
@RestController
record ReplayController(
        Snapshots snapshots,
        Visible visible,
        Roster roster,
        KnownStore library,
        Events events,
        Histories histories,
        PersonalKeys texts,
        JsonMapper json,
        Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayController.class);

    /** Events read at once; between the reads a comment tells how far it is. */
    private static final int CHUNK = 200;

    /** What is read before the first step. */
    private record Plan(
            RepHistory past,
            List<Long> steps,
            Map<Long, String> around,
            LocalDate on,
            KnownAt last) {}

    /** The end of a replay, with the timeline known then. */
    record End(long position, int steps, Timeline timeline) {}

    /**
     * A {@code step} for every event from one position to another that is about the rep or counts
     * for her: what happened in words, and her figures on one day as known then; then {@code end}.
     * {@code Last-Event-ID}, which browsers send when they connect again, goes on behind it.
     *
     * @param from the lowest position, included; 1 by default
     * @param to the highest position, included; the last visible one by default
     * @param on the day judged; the rep's today by default
     */
    @GetMapping(path = "/api/v1/reps/{rep}/replay", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void replay(
            @PathVariable String rep,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            Locale locale,
            HttpServletResponse response) {
        LocalDate asked = Parameters.date("on", on);
        snapshots.await(after);
        long first = position("from", from, 1);
        long resumed = position("Last-Event-ID", lastEventId, first - 1);
        long start = Math.max(first - 1, resumed);
        Plan plan = snapshots.read(() -> plan(rep, first, start, to, asked));
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            write(plan, start, locale, response.getOutputStream());
        } catch (IOException e) {
            LOG.debug("nobody listens to the replay of {} any longer: {}", rep, e.toString());
        }
    }

    private Plan plan(
            String rep, long first, long start, @Nullable String to, @Nullable LocalDate asked) {
        long now = visible.position();
        long last = position("to", to, now);
        if (last > now) {
            throw new InvalidException("to", Reason.POSITION_UP_TO.of(now));
        }
        if (first > last && first > 1) {
            throw new InvalidException("from", Reason.AFTER_TO.of(last));
        }
        RepStory story = roster.find(rep, last);
        RepHistory past = library.past(rep, last);
        Events.Wanted wanted =
                new Events.Wanted(rep, start + 1, last, null, null, Integer.MAX_VALUE);
        TreeSet<Long> steps = new TreeSet<>(events.positions(wanted));
        NavigableMap<Long, String> around = past.changesAround();
        around.keySet().removeAll(steps);
        steps.addAll(around.subMap(start, false, Math.max(start, last), true).keySet());
        LocalDate on = asked == null ? LocalDate.now(clock.withZone(story.timeZone())) : asked;
        return new Plan(past, List.copyOf(steps), around, on, visible.at(last));
    }

    private void write(Plan plan, long start, Locale locale, OutputStream out) throws IOException {
        Replay replay = new Replay(plan.past(), texts, plan.on(), start);
        List<Long> steps = new ArrayList<>(plan.steps());
        for (int i = 0; i < steps.size(); i += CHUNK) {
            List<Long> chunk = steps.subList(i, Math.min(i + CHUNK, steps.size()));
            out.write((": " + i + " of " + steps.size() + "\n\n").getBytes(StandardCharsets.UTF_8));
            for (Histories.Item item :
                    histories.tell(chunk, plan.around(), plan.last().position(), texts, locale)) {
                send(out, "step", item.position(), replay.step(item));
            }
        }
        long end = plan.last().position();
        send(out, "end", end, new End(end, steps.size(), replay.timeline(plan.last())));
    }

    private void send(OutputStream out, String event, long id, Object data) throws IOException {
        out.write(
                ("id: " + id + "\nevent: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.write(json.writeValueAsBytes(data));
        out.write("\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static long position(String name, @Nullable String text, long otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            long position = Long.parseLong(text);
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw new InvalidException(name, Reason.POSITION);
    }
}
