package dev.yardstick.query.pages.kit;

import dev.yardstick.query.access.Caller;
import dev.yardstick.query.application.Live;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.RepStory;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells open pages, as server-sent events, that what they show has moved on. */
@Controller
record LiveController(Live live, Visible visible, Roster roster, Clock clock) {

    /**
     * An event {@code moved} with the position, each time something new is visible.
     *
     * @param rep only what is about a rep
     * @param team only what is about the reps of a team
     */
    @GetMapping("/live")
    SseEmitter moves(@Nullable String rep, @Nullable String team) {
        long position = visible.position();
        return live.join(Caller.current().actor(), position, about(rep, team, position));
    }

    private @Nullable List<String> about(
            @Nullable String rep, @Nullable String team, long position) {
        if (rep != null) {
            return List.of(roster.find(rep, position).id());
        }
        LocalDate today = LocalDate.now(clock);
        return team == null
                ? null
                : roster.readable(position, story -> story.isIn(team, today)).stream()
                        .map(RepStory::id)
                        .toList();
    }
}
