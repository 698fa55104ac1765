package dev.yardstick.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The team as {@code demo-team.json} has it. */
final class DemoTeam {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private static final Map<String, Member> MEMBERS =
            read("/demo-team.json", new TypeReference<>() {});

    private DemoTeam() {}

    /**
     * A member. What she does is an average, when nothing gets in the way.
     *
     * @param hired null: within the demo's year
     * @param averageDeal in USD
     * @param story what her timeline tells
     * @param statement null: that of the essay's sample
     * @param raised the clauses of version 2; null: there is none
     */
    record Member(
            String name,
            ZoneId timeZone,
            @Nullable LocalDate hired,
            double callsADay,
            double meetingsAWeek,
            double winsAMonth,
            int averageDeal,
            String story,
            @Nullable String statement,
            List<Owed> clauses,
            @Nullable List<Owed> raised,
            List<DemoAccount> accounts) {}

    /**
     * One of the demo's clauses with what this member owes of it, where she does not owe the usual.
     */
    record Owed(String id, @Nullable Object atLeast, @Nullable List<Integer> ramp) {}

    static Member member(String id) {
        return Objects.requireNonNull(MEMBERS.get(id), id);
    }

    /** Reads a resource. */
    static <T> T read(String resource, TypeReference<T> type) {
        try (InputStream file = DemoTeam.class.getResourceAsStream(resource)) {
            return JSON.readValue(Objects.requireNonNull(file, resource), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
