package dev.yardstick.acceptance.crm.simulated;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What two CRMs show of their records for some weeks: deals and activities are made, changed,
 * closed, taken back, deleted and restored, with or without a change in between. One CRM says when
 * a deal was closed, the other does not.
 *
 * @param twenty whether it is Twenty's webhook; else Pipedrive's
 * @param body one delivery; a tilde stands for the run
 */
public record Shown(boolean twenty, String body) {

    private static final int RECORDS = 25;
    private static final Instant START = Instant.parse("2026-02-02T09:00:00Z");

    /** All deliveries, record by record, in the order of the CRM's clock. */
    public static List<Shown> of(long seed) {
        Random random = new Random(seed);
        List<Shown> all = new ArrayList<>();
        for (int record = 1; record <= RECORDS; record++) {
            boolean deal = random.nextInt(3) > 0;
            boolean twenty = random.nextBoolean();
            String status = "open";
            Instant closed = START;
            Instant updated = START;
            boolean gone = false;
            int amount = 100;
            for (int i = 0; i < 3 + random.nextInt(6); i++) {
                Instant now = START.plusSeconds(3600L * (24 * record + i) + random.nextInt(3000));
                gone = i > 0 && !gone && random.nextInt(3) == 0;
                boolean changed = !gone && random.nextInt(4) > 0;
                if (changed) {
                    String next = List.of("open", "won", "won", "lost").get(random.nextInt(4));
                    closed = next.equals(status) ? closed : now;
                    status = next;
                    amount = 100 * (1 + random.nextInt(5));
                    updated = now;
                }
                int owner = random.nextInt(4) == 0 ? 2 : 1;
                all.add(
                        twenty
                                ? twenty(deal, record, gone, i, now, updated, status, amount, owner)
                                : pipedrive(
                                        deal, record, gone, now, status, closed, amount, owner));
            }
        }
        return all;
    }

    private static Shown pipedrive(
            boolean deal,
            int id,
            boolean gone,
            Instant now,
            String status,
            Instant closed,
            int amount,
            int owner) {
        String entity = deal ? "deal" : "activity";
        String data =
                deal
                        ? """
                        {"id":%d,"value":%d,"currency":"EUR","status":"%s","owner_id":%d,"stage_id":2,
                         "add_time":"%s","%s_time":"%s"}\
                        """
                                .formatted(id, amount, status, owner, START, status, closed)
                        : """
                        {"id":%d,"type":"call","done":%s,"owner_id":%d,"due_date":"2026-02-0%d"}\
                        """
                                .formatted(id, status.equals("won"), owner, amount / 100);
        return new Shown(
                false,
                """
                {"data":%s,"previous":null,"meta":{"action":"%s","entity":"%s","entity_id":"%d","timestamp":"%s"}}\
                """
                        .formatted(
                                gone ? "null" : data, gone ? "delete" : "change", entity, id, now));
    }

    private static Shown twenty(
            boolean deal,
            int id,
            boolean gone,
            int version,
            Instant now,
            Instant updated,
            String status,
            int amount,
            int owner) {
        String object = deal ? "opportunity" : "task";
        String stage = status.equals("won") ? "CUSTOMER" : status.equals("lost") ? "LOST" : "NEW";
        String record =
                deal
                        ? """
                        {"id":"%d","stage":"%s","amount":{"amountMicros":"%d000000","currencyCode":"EUR"},
                         "assigneeId":"%d","createdAt":"%s","updatedAt":"%s"}\
                        """
                                .formatted(id, stage, amount, owner, START, updated)
                        : """
                        {"id":"%d","status":"%s","dueAt":"2026-02-0%dT09:00:00Z","assigneeId":"%d","updatedAt":"%s"}\
                        """
                                .formatted(
                                        id,
                                        status.equals("won") ? "DONE" : "TODO",
                                        amount / 100,
                                        owner,
                                        updated);
        return new Shown(
                true,
                """
                {"eventName":"%s.%s","objectMetadata":{"nameSingular":"%s"},"eventDate":"%s","record":%s}\
                """
                        .formatted(
                                object,
                                gone
                                        ? "deleted"
                                        : version == 0
                                                ? "created"
                                                : version % 2 == 0 ? "restored" : "updated",
                                object,
                                now,
                                gone ? "{\"id\":\"" + id + "\"}" : record));
    }
}
