package dev.yardstick.command.intake.delivery;

import dev.yardstick.command.access.Caller;
import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.deal.DealSnapshot.Status;
import dev.yardstick.command.input.Fields;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.intake.canonical.Intake;
import dev.yardstick.command.intake.connection.Connections.Connection;
import dev.yardstick.command.intake.connection.FeedCounts;
import dev.yardstick.command.intake.connection.Fetches;
import dev.yardstick.command.intake.dialect.ChangeNotice;
import dev.yardstick.command.intake.dialect.CountsNowhereException;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.dialect.Subject;
import dev.yardstick.command.intake.dialect.UnclearException;
import dev.yardstick.command.intake.message.Ahead;
import dev.yardstick.command.intake.message.CrmSnapshot;
import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.command.intake.message.Taken.Result;
import dev.yardstick.command.intake.parking.CrmAccounts;
import dev.yardstick.command.intake.parking.Parking;
import dev.yardstick.command.intake.parking.Parking.Concerned;
import dev.yardstick.command.intake.parking.Parking.Form;
import dev.yardstick.command.intake.parking.Settling;
import dev.yardstick.command.record.Sighting;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.Streams;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

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
        List<Work> works = read(connection, notices);
        fetches.ask(connection.name(), works.stream().flatMap(w -> w.asks.stream()).toList());
        works.forEach(Work::state);
        record(connection, works);
        List<Work> parked = works.stream().filter(Work::isParked).toList();
        if (form != null) {
            Set<String> dropped =
                    parking.park(parked.stream().map(w -> w.item(form)).toList(), commands.actor());
            parked.stream()
                    .filter(w -> dropped.contains(w.item(form).key()))
                    .forEach(w -> w.parkNot("it " + Reason.NAMES_ERASED.english()));
        }
        settling.settle(works.stream().flatMap(w -> w.settled.stream()).toList());
        for (Work work : parked) {
            if (work.isParked() && settling.isSettled(work.concerned, null, false)) {
                work.parkNot("a later version of the record is known");
                if (form != null) {
                    parking.remove(connection.name(), work.item(form).key());
                }
            }
        }
        if (form == Form.RECORD) {
            works.stream()
                    .filter(w -> !w.isParked())
                    .forEach(w ->
                            parking.removeRecord(connection.name(), w.notice.topic(), w.version));
        }
        return works.stream().map(w -> w.taken).toList();
    }

    private List<Work> read(Connection connection, List<ChangeNotice> notices) {
        return notices.stream().map(notice -> new Work(connection, notice).read()).toList();
    }

    /** What notices would amount to: nothing is recorded, fetched or parked. */
    public List<Trial> weigh(Connection connection, List<ChangeNotice> notices) {
        return read(connection, notices).stream()
                .map(w ->
                        w.isParked()
                                ? Trial.parked(String.valueOf(w.taken.reason()))
                                : Trial.of(
                                        w.told,
                                        w.states,
                                        w.asks,
                                        w.taken.reason(),
                                        accounts::isKnown,
                                        stream -> ofAccount(connection, stream)))
                .toList();
    }

    /** Whom a notice is about; empty where that cannot be told. */
    public Set<String> persons(Connection connection, ChangeNotice notice) {
        return new Work(connection, notice).read().persons();
    }

    private void record(Connection connection, List<Work> works) {
        List<CrmSnapshot> told = works.stream().flatMap(w -> w.told.stream()).toList();
        if (!told.isEmpty()) {
            CommandSender.Done<List<Taken>> done = intake.record(told, connection.source());
            Iterator<Taken> outcomes = done.result().iterator();
            for (Work work : works) {
                for (CrmSnapshot one : work.told) {
                    Taken outcome = outcomes.next();
                    feeds.count(one.crm(), outcome);
                    work.settle(one, outcome, done.position());
                }
            }
        }
        works.stream()
                .filter(w -> w.told.isEmpty() && w.states.isEmpty())
                .filter(w -> w.taken.result() != Result.FETCHING)
                .forEach(w -> feeds.count(connection.source(), w.taken.result()));
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

    /** Parks a delivery that cannot be read, whole. */
    void parkUnreadable(Connection connection, String topic, byte[] body, String reason) {
        feeds.count(connection.source(), Result.PARKED);
        parking.park(
                List.of(
                        new Parking.Item(
                                connection.name(),
                                Form.DELIVERY,
                                topic,
                                topic + " " + Parking.digest(body),
                                Parking.About.NOTHING,
                                Taken.parked(reason),
                                body,
                                connection.position(),
                                Concerned.UNKNOWN,
                                Set.of())),
                "connection:" + connection.name());
    }

    /** A notice on its way: what its instructions come to, each by itself. */
    private final class Work {

        private final Connection connection;
        private final ChangeNotice notice;
        private final List<CrmSnapshot> told = new ArrayList<>();
        private final List<Instruction.Account> states = new ArrayList<>();
        private final List<Instruction.Fetch> asks = new ArrayList<>();
        private final List<Settling.Told> settled = new ArrayList<>();
        private Taken taken = new Taken(Result.IGNORED, null, 0);
        private Parking.About about = Parking.About.NOTHING;
        private Concerned concerned = Concerned.UNKNOWN;
        private @Nullable Instant version;

        Work(Connection connection, ChangeNotice notice) {
            this.connection = connection;
            this.notice = notice;
        }

        boolean isParked() {
            return taken.result() == Result.PARKED;
        }

        /** Where something else of it is ahead of its time, it is tried when its day comes. */
        private void park(Taken why) {
            Instant until = why.until() == null ? taken.until() : why.until();
            taken =
                    new Taken(
                            Result.PARKED,
                            why.reason(),
                            why.waitingFor(),
                            until,
                            null,
                            taken.position());
        }

        private void park(Instruction.State instruction, Taken why) {
            park(why);
            concerned = new Concerned(connection.stream(instruction.subject()), asOf(instruction));
        }

        private void ignore(@Nullable String why) {
            taken = taken.because(why);
        }

        void parkNot(String why) {
            taken = new Taken(Result.IGNORED, why, taken.position());
        }

        /** Reads what it comes to. */
        Work read() {
            try {
                connection
                        .dialect()
                        .instructions(notice, connection.definition())
                        .forEach(this::read);
            } catch (CountsNowhereException e) {
                ignore(e.getMessage());
            } catch (UnclearException e) {
                park(Taken.parked(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.warn("a notice of {} cannot be read", connection.name(), e);
                park(Taken.parked(Parking.SEE_LOG));
            }
            return this;
        }

        /** Each instruction by itself: one that waits keeps no other from being recorded. */
        private void read(Instruction instruction) {
            requireStorable(instruction);
            Instant until = Ahead.until(latest(instruction), clock.instant());
            if (until != null) {
                park(Taken.ahead(until));
                concerned = concerned(instruction);
                return;
            }
            if (instruction instanceof Instruction.State state && version == null) {
                version = asOf(state);
            }
            try {
                switch (instruction) {
                    case Instruction.Done done -> told.add(CrmSnapshot.of(done, sighting(done)));
                    case Instruction.Deal deal -> told.add(CrmSnapshot.of(deal, sighting(deal)));
                    case Instruction.NotDone not ->
                            told.add(new CrmSnapshot.Not(sighting(not), false, false));
                    case Instruction.Gone gone -> {
                        if (gone.subject().kind() == Subject.Kind.ACCOUNT) {
                            ignore("an account that is deleted stays known");
                            settled.add(settled(gone, true));
                        } else {
                            told.add(gone(gone));
                        }
                    }
                    case Instruction.Misspelt misspelt -> {
                        if (misspelt.subject().kind() != Subject.Kind.ACCOUNT
                                && accounts.isKnown(connection.stream(misspelt.subject()))) {
                            told.add(gone(misspelt));
                        }
                    }
                    case Instruction.Account account -> states.add(account);
                    case Instruction.Fetch fetch -> {
                        asks.add(fetch.seen(seen()));
                        taken = taken.and(Result.FETCHING, 0);
                    }
                    case Instruction.Unclear unclear ->
                            park(unclear, Taken.parked(unclear.reason()));
                    case Instruction.Nothing nothing -> ignore(nothing.reason());
                }
            } catch (InvalidException e) {
                park((Instruction.State) instruction, Taken.parked(Fault.text(e.faults())));
            }
        }

        private CrmSnapshot gone(Instruction.State instruction) {
            boolean isDeal = instruction.subject().kind() == Subject.Kind.DEAL;
            return new CrmSnapshot.Not(sighting(instruction), isDeal, true);
        }

        private Sighting sighting(Instruction.State instruction) {
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
                    version.seenAt(seen()),
                    clocked && notice.isClocked(instruction.version()),
                    notice.isFetched());
        }

        private @Nullable Instant seen() {
            return notice.isFetched() ? notice.seen() : connection.dialect().told(notice);
        }

        /**
         * The latest that an instruction tells of; what an account is like is all there is to know
         * of it.
         */
        private Instant asOf(Instruction.State instruction) {
            return instruction.subject().kind() == Subject.Kind.ACCOUNT
                    ? instruction.version()
                    : sighting(instruction).version().asOf();
        }

        /** The latest time of the CRM's that an instruction would leave in the log or go by. */
        private @Nullable Instant latest(Instruction instruction) {
            return switch (instruction) {
                case Instruction.Deal deal -> {
                    Stream<@Nullable Instant> times =
                            Stream.of(
                                    asOf(deal),
                                    deal.openedAt(),
                                    deal.status() == Status.OPEN ? null : deal.closedAt());
                    yield times.filter(Objects::nonNull)
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
                }
                case Instruction.State state -> asOf(state);
                case Instruction.Fetch fetch -> fetch.seen(seen()).seen();
                case Instruction.Nothing nothing -> null;
            };
        }

        private Concerned concerned(Instruction instruction) {
            Instant of = instruction instanceof Instruction.State state ? asOf(state) : null;
            return record(connection, instruction)
                    .map(stream -> new Concerned(stream, of))
                    .orElse(Concerned.UNKNOWN);
        }

        private Settling.Told settled(Instruction.State instruction, boolean gone) {
            return new Settling.Told(
                    connection.stream(instruction.subject()),
                    instruction.version(),
                    gone,
                    null,
                    false);
        }

        Set<String> persons() {
            Set<String> persons = new HashSet<>();
            told.forEach(one -> persons.addAll(one.persons()));
            for (Instruction.Account account : states) {
                if (account.owner() != null) {
                    persons.add(account.owner());
                }
            }
            return persons;
        }

        Parking.Item item(Form form) {
            byte[] body = StrictJson.write(notice.content());
            String topic = notice.topic();
            return new Parking.Item(
                    connection.name(),
                    form,
                    topic,
                    form == Form.RECORD ? topic : topic + " " + Parking.digest(body),
                    about,
                    taken,
                    body,
                    connection.position(),
                    concerned,
                    persons());
        }

        /** States the accounts that it tells of, whose owners are known. */
        void state() {
            for (Instruction.Account account : states) {
                String owner = account.owner();
                if (owner != null && !accounts.isKnown(Streams.rep(owner))) {
                    park(account, Taken.unknown(Streams.rep(owner)));
                    feeds.count(connection.source(), Result.PARKED);
                } else {
                    Taken stated = accounts.state(connection.source(), account);
                    settled.add(settled(account, false));
                    taken = taken.and(stated.result(), stated.position());
                    feeds.count(connection.source(), stated.result());
                }
            }
        }

        /** Takes note of what became of something that it told. */
        void settle(CrmSnapshot one, Taken outcome, long position) {
            if (outcome.fault() != null || outcome.result() == Result.PARKED) {
                park(outcome);
                concerned = Concerned.by(one);
                if (outcome.fault() == null) {
                    about = Parking.About.of(one);
                    fetchAccount(outcome.waitingFor());
                }
            } else {
                taken = taken.and(outcome.result(), position);
                settled.add(Settling.Told.by(one));
            }
        }

        /** An account that nobody told us about yet can be asked for. */
        private void fetchAccount(String waitingFor) {
            Instruction.Fetch record = ofAccount(connection, waitingFor);
            if (record != null) {
                fetches.ask(connection.name(), List.of(record));
            }
        }
    }

    /** The CRM's record of an account; null where the CRM has none, or cannot be asked. */
    private static Instruction.@Nullable Fetch ofAccount(Connection connection, String stream) {
        String object = connection.dialect().accountObject();
        String prefix = Streams.account(connection.definition().mapping().accountPrefix());
        return object == null || !stream.startsWith(prefix)
                ? null
                : new Instruction.Fetch(object, stream.substring(prefix.length()));
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
}
