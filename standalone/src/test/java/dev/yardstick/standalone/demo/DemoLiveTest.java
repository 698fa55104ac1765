package dev.yardstick.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.standalone.client.CloudEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoLiveTest {

    private static final Instant BEGUN = Instant.parse("2026-11-25T09:00:00Z");
    private static final long SEED = 7;
    private static final int EVENTS = 2_000;

    private static List<CloudEvent> told(Instant begun) {
        DemoLive live = new DemoLive(begun, SEED);
        List<CloudEvent> told = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            told.add(live.next(begun.plusMillis(i / 3)));
        }
        return told;
    }

    @Test
    void whatIsToldAfterARestartCollidesWithNothing() {
        Set<String> ids = told(BEGUN).stream().map(CloudEvent::id).collect(Collectors.toSet());
        assertThat(ids).hasSize(EVENTS);
        assertThat(told(BEGUN.plusMillis(1))).noneMatch(event -> ids.contains(event.id()));
    }

    @Test
    void everybodyIsHeardOfByHabitAndSomethingIsCorrectedAndDecided() {
        List<CloudEvent> told = told(BEGUN);
        Map<Object, Long> byRep =
                told.stream()
                        .collect(
                                Collectors.groupingBy(
                                        event -> event.data().get("rep"), Collectors.counting()));
        assertThat(byRep).as("seed " + SEED).hasSize(DemoRep.values().length);
        assertThat(byRep.get("ines-moreau")).isGreaterThan(byRep.get("sara-lindqvist"));
        Set<String> types = told.stream().map(CloudEvent::type).collect(Collectors.toSet());
        assertThat(types)
                .containsExactlyInAnyOrder(
                        "crm.call.logged",
                        "crm.meeting.held",
                        "crm.lead.generated",
                        "crm.deal.opened",
                        "crm.deal.won",
                        "crm.deal.lost");
        assertThat(told)
                .filteredOn(e -> e.id().endsWith("-2") && e.type().equals("crm.call.logged"))
                .hasSizeBetween(40, 200);
    }

    @Test
    void aRecordsNextVersionIsNewerAndEverythingHappensToday() {
        Map<String, OffsetDateTime> latest = new HashMap<>();
        Set<Object> accounts = new HashSet<>();
        for (DemoRep rep : DemoRep.values()) {
            rep.accounts().forEach(account -> accounts.add(account.id()));
        }
        for (CloudEvent event : told(BEGUN)) {
            OffsetDateTime time = OffsetDateTime.parse(event.time());
            OffsetDateTime before = latest.put(event.subject(), time);
            assertThat(before == null || before.isBefore(time)).as(event.id()).isTrue();
            assertThat(accounts).contains(event.data().get("account"));
            assertThat(String.valueOf(event.data().get("occurredAt"))).startsWith("2026-11-25");
        }
    }
}
