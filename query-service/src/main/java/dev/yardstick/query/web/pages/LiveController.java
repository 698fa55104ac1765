package dev.yardstick.query.web.pages;

import static dev.yardstick.query.web.pages.PageController.orNull;

import dev.yardstick.query.access.Rights;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.Library;
import dev.yardstick.query.timeline.RepStory;
import dev.yardstick.query.web.NotFoundException;
import dev.yardstick.query.web.Roster;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** Tells open pages, as server-sent events, that what they show has moved on. */
@Controller
class LiveController {

    private final Live live;
    private final Visible visible;
    private final Library library;
    private final Roster roster;
    private final Rights rights;
    private final Clock clock;

    LiveController(
            Live live,
            Visible visible,
            Library library,
            Roster roster,
            Rights rights,
            Clock clock) {
        this.live = live;
        this.visible = visible;
        this.library = library;
        this.roster = roster;
        this.rights = rights;
        this.clock = clock;
    }

    /**
     * An event {@code moved} with the position, each time something new is visible.
     *
     * @param rep only what is about a rep
     * @param team only what is about the reps of a team
     */
    @GetMapping("/live")
    SseEmitter moves(
            @RequestParam(required = false) @Nullable String rep,
            @RequestParam(required = false) @Nullable String team) {
        long position = visible.position();
        return live.join(position, about(orNull(rep), orNull(team), position));
    }

    private @Nullable List<String> about(
            @Nullable String rep, @Nullable String team, long position) {
        if (rep != null) {
            RepStory story =
                    library.rep(rep, position)
                            .orElseThrow(() -> new NotFoundException("there is no rep " + rep));
            if (!rights.mayRead(story)) {
                throw new AccessDeniedException("not for this caller");
            }
            return List.of(rep);
        }
        LocalDate today = LocalDate.now(clock);
        return team == null
                ? null
                : roster.find(position, story -> story.isIn(team, today)).stream()
                        .map(RepStory::id)
                        .toList();
    }
}
