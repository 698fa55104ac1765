package dev.yardstick.command.intake.delivery;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.events.refusal.Refusal;

import dev.yardstick.command.intake.canonical.Intake;
import dev.yardstick.command.intake.connection.FeedCounts;
import dev.yardstick.command.intake.connection.Fetches;
import dev.yardstick.command.intake.message.Ahead;
import dev.yardstick.command.intake.message.CrmSnapshot;
import dev.yardstick.command.intake.message.Outcome;
import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.command.intake.parking.CrmAccounts;
import dev.yardstick.command.intake.parking.Parking;
import dev.yardstick.command.intake.parking.Settling;

import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.input.Fields;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.command.record.Sighting;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.access.Caller;
import dev.yardstick.command.deal.DealSnapshot.Status;
import dev.yardstick.command.intake.connection.Connections.Connection;
import dev.yardstick.command.intake.parking.Parking.Concerned;
import dev.yardstick.command.intake.parking.Parking.Form;
import dev.yardstick.command.intake.dialect.CountsNowhereException;
import dev.yardstick.command.intake.dialect.ChangeNotice;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.dialect.Subject;
import dev.yardstick.command.intake.dialect.UnclearException;
import dev.yardstick.command.intake.message.Taken.Result;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.Streams;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes verified notices of a connected CRM: each is recorded, put onto the list of what is to be
 * fetched, left out because it counts nowhere, or parked. When {@link #take} returns, all of that
 * is durable.
 */
@Component
public record Deliveries(
        CommandSender commands,
        Intake intake,
        CrmAccounts accounts,
        Fetches fetches,
        Parking parking,
        Settling settling,
        FeedCounts feeds,
        Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** A notice on its way. */
    private static final class Work {
        private final ChangeNotice notice;
        private final List<CrmSnapshot> told = new ArrayList<>();
        private final List<Instruction.Account> accounts = new ArrayList<>();
        private final List<Instruction.Fetch> fetches = new ArrayList<>();
        private Result result = Result.IGNORED;
        private @Nullable String reason;
        private Parking.About about = Parking.About.NOTHING;
        private Concerned concerned = Concerned.UNKNOWN;
        private final List<Settling.Told> settled = new ArrayList<>();
        private String waitingFor = "";
        private @Nullable Instant until;
        private long position;
        private @Nullable Instant version;

        Work(ChangeNotice notice) {
            this.notice = notice;
        }

        void reach(Result reached, long at) {
            position = Math.max(position, at);
            if (reached.compareTo(result) > 0) {
                result = reached;
            }
        }

        void park(String why, String until) {
            result = Result.PARKED;
            reason = why;
            waitingFor = until;
        }

        void park(Connection connection, Instruction.State instruction, String why, String until) {
            park(why, until);
            concerned =
                    new Concerned(
                            connection.stream(instruction.subject()),
                            asOf(connection, instruction, notice));
        }

        void parkNot(String why) {
            result = Result.IGNORED;
            reason = why;
        }
    }

    /**
     * Takes notices; what became of each, in order.
     *
     * @param form in which they are parked: as notices, or as records that were fetched; null: they
     *     are parked already
     */
    public List<Taken> take(
            Connection connection, List<ChangeNotice> notices, @Nullable Form form) {
        List<Taken> taken = new ArrayList<>();
        Caller.onBehalfOf(
                "connection:" + connection.name(),
                () -> taken.addAll(takeOnBehalf(connection, notices, form)));
        return taken;
    }

    private List<Taken> takeOnBehalf(
            Connection connection, List<ChangeNotice> notices, @Nullable Form form) {
        List<Work> works = notices.stream().map(notice -> read(connection, notice)).toList();
        fetches.ask(connection.name(), works.stream().flatMap(w -> w.fetches.stream()).toList());
        works.forEach(work -> state(connection, work));
        record(connection, works);
        List<Work> parked = works.stream().filter(w -> w.result == Result.PARKED).toList();
        if (form != null) {
            Set<String> dropped =
                    parking.park(
                            parked.stream().map(w -> item(connection, w, form)).toList(),
                            commands.actor());
            parked.stream()
                    .filter(w -> dropped.contains(item(connection, w, form).key()))
                    .forEach(w -> w.parkNot("it " + Reason.NAMES_ERASED.english()));
        }
        settling.settle(works.stream().flatMap(w -> w.settled.stream()).toList());
        for (Work work : parked) {
            if (work.result == Result.PARKED && settling.isSettled(work.concerned, null, false)) {
                work.parkNot("a later version of the record is known");
                if (form != null) {
                    parking.remove(connection.name(), item(connection, work, form).key());
                }
            }
        }
        if (form == Form.RECORD) {
            works.stream()
                    .filter(w -> w.result != Result.PARKED)
                    .forEach(w ->
                            parking.removeRecord(connection.name(), w.notice.topic(), w.version));
        }
        return works.stream()
                .map(w -> new Taken(w.result, w.reason, w.waitingFor, w.until, w.position))
                .toList();
    }

    /** What notices would amount to: nothing is recorded, fetched or parked. */
    List<Trial> weigh(Connection connection, List<ChangeNotice> notices) {
        return notices.stream()
                .map(notice -> read(connection, notice))
                .map(work ->
                        work.result == Result.PARKED
                                ? Trial.parked(String.valueOf(work.reason))
                                : Trial.of(
                                        work.told,
                                        work.accounts,
                                        work.fetches,
                                        work.reason,
                                        accounts::isKnown))
                .toList();
    }

    /** Whom a notice is about; empty where that cannot be told. */
    public Set<String> persons(Connection connection, ChangeNotice notice) {
        return persons(read(connection, notice));
    }

    private static Set<String> persons(Work work) {
        Set<String> persons = new HashSet<>();
        work.told.forEach(told -> persons.addAll(told.persons()));
        for (Instruction.Account account : work.accounts) {
            if (account.owner() != null) {
                persons.add(account.owner());
            }
        }
        return persons;
    }

    private Work read(Connection connection, ChangeNotice notice) {
        Work work = new Work(notice);
        try {
            for (Instruction instruction :
                    connection.dialect().instructions(notice, connection.definition())) {
                read(connection, notice, instruction, work);
            }
        } catch (CountsNowhereException e) {
            work.reason = e.getMessage();
        } catch (UnclearException e) {
            work.park(String.valueOf(e.getMessage()), "");
        } catch (RuntimeException e) {
            LOG.warn("a notice of {} cannot be read", connection.name(), e);
            work.park(Parking.SEE_LOG, "");
        }
        return work;
    }

    /** Each instruction by itself: one that waits keeps no other from being recorded. */
    private void read(
            Connection connection, ChangeNotice notice, Instruction instruction, Work work) {
        requireStorable(instruction);
        Instant until = Ahead.until(latest(connection, instruction, notice), clock.instant());
        if (until != null) {
            work.park(Ahead.reason(until), "");
            work.until = until;
            work.concerned = concerned(connection, instruction, notice);
            return;
        }
        if (instruction instanceof Instruction.State state && work.version == null) {
            work.version = asOf(connection, state, notice);
        }
        try {
            switch (instruction) {
                case Instruction.Done done ->
                        work.told.add(CrmSnapshot.of(done, sighting(connection, done, notice)));
                case Instruction.Deal deal ->
                        work.told.add(CrmSnapshot.of(deal, sighting(connection, deal, notice)));
                case Instruction.NotDone not ->
                        work.told.add(
                                new CrmSnapshot.Not(
                                        sighting(connection, not, notice), false, false));
                case Instruction.Gone gone -> {
                    if (gone.subject().kind() == Subject.Kind.ACCOUNT) {
                        work.reason = "an account that is deleted stays known";
                        work.settled.add(told(connection, gone, true));
                    } else {
                        work.told.add(gone(connection, gone, notice));
                    }
                }
                case Instruction.Misspelt misspelt -> {
                    if (misspelt.subject().kind() != Subject.Kind.ACCOUNT
                            && accounts.isKnown(connection.stream(misspelt.subject()))) {
                        work.told.add(gone(connection, misspelt, notice));
                    }
                }
                case Instruction.Account account -> work.accounts.add(account);
                case Instruction.Fetch fetch -> {
                    work.fetches.add(fetch.seen(seen(connection, notice)));
                    work.reach(Result.FETCHING, 0);
                }
                case Instruction.Unclear unclear ->
                        work.park(connection, unclear, unclear.reason(), "");
                case Instruction.Nothing nothing -> work.reason = nothing.reason();
            }
        } catch (InvalidException e) {
            work.park(connection, (Instruction.State) instruction, reason(e), "");
        }
    }

    private static CrmSnapshot gone(
            Connection connection, Instruction.State instruction, ChangeNotice notice) {
        boolean isDeal = instruction.subject().kind() == Subject.Kind.DEAL;
        return new CrmSnapshot.Not(sighting(connection, instruction, notice), isDeal, true);
    }

    private static Sighting sighting(
            Connection connection, Instruction.State instruction, ChangeNotice notice) {
        boolean clocked =
                switch (instruction) {
                    case Instruction.Gone gone -> gone.clocked();
                    case Instruction.Misspelt misspelt -> false;
                    default -> true;
                };
        CrmVersion version =
                new CrmVersion(
                        connection.source(),
                        instruction.subject().record(),
                        instruction.version().toString(),
                        instruction.version());
        return new Sighting(
                version.seenAt(seen(connection, notice)),
                clocked && notice.isClocked(instruction.version()),
                notice.isFetched());
    }

    /**
     * The latest that an instruction tells of; what an account is like is all there is to know of
     * it.
     */
    private static Instant asOf(
            Connection connection, Instruction.State instruction, ChangeNotice notice) {
        return instruction.subject().kind() == Subject.Kind.ACCOUNT
                ? instruction.version()
                : sighting(connection, instruction, notice).version().asOf();
    }

    /** The latest time of the CRM's that an instruction would leave in the log or go by. */
    private static @Nullable Instant latest(
            Connection connection, Instruction instruction, ChangeNotice notice) {
        return switch (instruction) {
            case Instruction.Deal deal -> {
                Stream<@Nullable Instant> times =
                        Stream.of(
                                asOf(connection, deal, notice),
                                deal.openedAt(),
                                deal.status() == Status.OPEN ? null : deal.closedAt());
                yield times.filter(Objects::nonNull).max(Comparator.naturalOrder()).orElseThrow();
            }
            case Instruction.State state -> asOf(connection, state, notice);
            case Instruction.Fetch fetch -> fetch.seen(seen(connection, notice)).seen();
            case Instruction.Nothing nothing -> null;
        };
    }

    private static Concerned concerned(
            Connection connection, Instruction instruction, ChangeNotice notice) {
        Instant version =
                instruction instanceof Instruction.State state
                        ? asOf(connection, state, notice)
                        : null;
        return record(connection, instruction)
                .map(stream -> new Concerned(stream, version))
                .orElse(Concerned.UNKNOWN);
    }

    /** The stream of the record that an instruction is about. */
    public static Optional<String> record(Connection connection, Instruction instruction) {
        Subject subject =
                switch (instruction) {
                    case Instruction.State state -> state.subject();
                    case Instruction.Fetch fetch -> connection.dialect().subject(fetch);
                    case Instruction.Nothing nothing -> null;
                };
        return Optional.ofNullable(subject).map(connection::stream);
    }

    private static @Nullable Instant seen(Connection connection, ChangeNotice notice) {
        return notice.isFetched() ? notice.seen() : connection.dialect().told(notice);
    }

    private static Settling.Told told(
            Connection connection, Instruction.State instruction, boolean gone) {
        return new Settling.Told(
                connection.stream(instruction.subject()), instruction.version(), gone, null, false);
    }

    /** Ids and names come from outside, and become names of streams. */
    private static void requireStorable(Instruction instruction) {
        switch (instruction) {
            case Instruction.Fetch fetch -> requireText("id", fetch.id());
            case Instruction.Account account -> {
                requireText("account", account.account());
                requireText("name", account.name());
                if (account.owner() != null) {
                    requireText("owner", account.owner());
                }
                if (account.tier() != null) {
                    requireText("tier", account.tier());
                }
            }
            case Instruction.State state -> requireText("id", state.subject().record());
            case Instruction.Nothing nothing -> {}
        }
    }

    private static void requireText(String what, String text) {
        Refusal wrong = Fields.wrongText(text, Fields.MAX_TEXT, false);
        if (wrong != null) {
            throw new UnclearException("the record's " + what + " " + wrong.english());
        }
    }

    private static String reason(InvalidException e) {
        return e.faults().stream()
                .map(fault -> fault.toString())
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
    }

    private void state(Connection connection, Work work) {
        for (Instruction.Account account : work.accounts) {
            String owner = account.owner();
            if (owner != null && !accounts.isKnown(Streams.rep(owner))) {
                work.park(connection, account, "unknown rep " + owner, Streams.rep(owner));
                feeds.count(connection.source(), "parked");
            } else {
                CrmAccounts.Stated stated = accounts.state(connection.source(), account);
                work.settled.add(told(connection, account, false));
                work.reach(
                        stated.changed() ? Result.ACCEPTED : Result.DUPLICATE, stated.position());
                feeds.count(connection.source(), stated.changed() ? "accepted" : "duplicate");
            }
        }
    }

    private void record(Connection connection, List<Work> works) {
        List<CrmSnapshot> told = works.stream().flatMap(w -> w.told.stream()).toList();
        if (!told.isEmpty()) {
            CommandSender.Done<List<Outcome>> done = intake.record(told, connection.source());
            int next = 0;
            for (Work work : works) {
                for (CrmSnapshot observation : work.told) {
                    Outcome outcome = done.result().get(next++);
                    feeds.count(observation.crm(), outcome);
                    settle(connection, work, observation, outcome, done.position());
                }
            }
        }
        works.stream()
                .filter(w -> w.told.isEmpty() && w.accounts.isEmpty())
                .filter(w -> w.result != Result.FETCHING)
                .forEach(w -> feeds.count(connection.source(), w.result.code()));
    }

    private void settle(
            Connection connection, Work work, CrmSnapshot told, Outcome outcome, long position) {
        switch (outcome) {
            case Outcome.Accepted() -> {
                work.reach(Result.ACCEPTED, position);
                work.settled.add(Settling.Told.by(told));
            }
            case Outcome.Duplicate() -> {
                work.reach(Result.DUPLICATE, position);
                work.settled.add(Settling.Told.by(told));
            }
            case Outcome.Refused(var fault) -> {
                work.park(fault.toString(), "");
                work.concerned = Concerned.by(told);
            }
            case Outcome.Parked parked -> {
                work.park(parked.reason(), parked.waitingFor());
                work.about = Parking.About.of(told);
                work.concerned = Concerned.by(told);
                fetchAccount(connection, parked.waitingFor());
            }
        }
    }

    /** An account that nobody told us about yet can be asked for. */
    private void fetchAccount(Connection connection, String waitingFor) {
        String object = connection.dialect().accountObject();
        String prefix = Streams.account(connection.definition().mapping().accountPrefix());
        if (object != null && waitingFor.startsWith(prefix)) {
            fetches.ask(
                    connection.name(),
                    List.of(new Instruction.Fetch(object, waitingFor.substring(prefix.length()))));
        }
    }

    private static Parking.Item item(Connection connection, Work work, Form form) {
        byte[] body = StrictJson.write(work.notice.content());
        String topic = work.notice.topic();
        return new Parking.Item(
                connection.name(),
                form,
                topic,
                form == Form.RECORD ? topic : topic + " " + Parking.digest(body),
                work.about,
                work.waitingFor,
                work.until,
                String.valueOf(work.reason),
                body,
                connection.position(),
                work.concerned,
                persons(work));
    }

    /** Parks a delivery that cannot be read, whole. */
    void parkUnreadable(Connection connection, String topic, byte[] body, String reason) {
        feeds.count(connection.source(), "parked");
        parking.park(
                List.of(
                        new Parking.Item(
                                connection.name(),
                                Form.DELIVERY,
                                topic,
                                topic + " " + Parking.digest(body),
                                Parking.About.NOTHING,
                                "",
                                null,
                                reason,
                                body,
                                connection.position(),
                                Concerned.UNKNOWN,
                                Set.of())),
                "connection:" + connection.name());
    }
}
