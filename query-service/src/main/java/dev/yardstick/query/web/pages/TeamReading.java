package dev.yardstick.query.web.pages;

import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.facts.Library;
import dev.yardstick.query.timeline.Feed;
import dev.yardstick.query.timeline.Known;
import dev.yardstick.query.timeline.Member;
import dev.yardstick.query.timeline.MemberDrawing;
import dev.yardstick.query.timeline.RepStory;
import dev.yardstick.query.timeline.Timeline.KnownAt;
import dev.yardstick.query.web.NotFoundException;
import dev.yardstick.query.web.Parameters;
import dev.yardstick.query.web.Roster;
import dev.yardstick.query.web.Snapshots;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a team as of a day, and as known at a position. */
@Component
class TeamReading {

    private final Snapshots snapshots;
    private final Parameters parameters;
    private final Roster roster;
    private final Library library;
    private final PersonalKeys texts;
    private final Clock clock;

    TeamReading(
            Snapshots snapshots,
            Parameters parameters,
            Roster roster,
            Library library,
            PersonalKeys texts,
            Clock clock) {
        this.snapshots = snapshots;
        this.parameters = parameters;
        this.roster = roster;
        this.library = library;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * A team.
     *
     * @param silent sources of its reps that have fallen silent
     */
    record Team(
            String id, LocalDate on, KnownAt knownAt, List<Member> members, List<Feed> silent) {}

    Team read(String team, @Nullable String on, @Nullable String knownAt) {
        LocalDate asked = Parameters.date("on", on);
        LocalDate day = asked == null ? LocalDate.now(clock) : asked;
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(knownAt);
            List<RepStory> reps = roster.find(at.position(), rep -> rep.isIn(team, day));
            if (reps.isEmpty()) {
                throw new NotFoundException("nobody whom you may see is in team " + team);
            }
            texts.prefetch(reps.stream().map(RepStory::id).toList());
            MemberDrawing drawing = new MemberDrawing(day, texts);
            List<Member> members = new ArrayList<>();
            Set<String> sources = new HashSet<>();
            for (RepStory rep : reps) {
                Known known = library.known(rep, at);
                members.add(drawing.draw(known));
                sources.addAll(known.heard().keySet());
            }
            return new Team(
                    team,
                    day,
                    at,
                    members,
                    library.heard(at.position()).entrySet().stream()
                            .filter(source -> sources.contains(source.getKey()))
                            .map(source -> Feed.on(source.getKey(), source.getValue(), day))
                            .filter(Feed::silent)
                            .toList());
        });
    }
}
