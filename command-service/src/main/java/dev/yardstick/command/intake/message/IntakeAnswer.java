package dev.yardstick.command.intake.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.yardstick.command.intake.message.Taken.Result;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Counts what came of the events of one request. Not threadsafe. */
public final class IntakeAnswer {

    /** Of the faults of one event, where those of all events are wanted. */
    private static final int MOST_OF_EACH = 20;

    private final int most;
    private final int mostOfEach;

    private long accepted;
    private long duplicates;
    private long parked;
    private long position;
    private long refusals;
    private @Nullable Taken lastParked;
    private final List<RefusedEvent> refused = new ArrayList<>();
    private final Map<String, Long> waitingFor = new LinkedHashMap<>();

    private IntakeAnswer(int most, int mostOfEach) {
        this.most = most;
        this.mostOfEach = mostOfEach;
    }

    /** For somebody who sent something: who reads the first faults will not read more. */
    public IntakeAnswer() {
        this(InvalidException.MOST_NAMED, InvalidException.MOST_NAMED);
    }

    /** Where nobody is answered, and each event that is refused is to be parked. */
    public static IntakeAnswer ofEach() {
        return new IntakeAnswer(Integer.MAX_VALUE, MOST_OF_EACH);
    }

    /** A fault of the event at an index, counted from 0 in the request. */
    public record RefusedEvent(
            long index, String path, String code, String message, @JsonIgnore Fault fault) {

        public static RefusedEvent of(long index, Fault fault) {
            return new RefusedEvent(
                    index, fault.path(), fault.refusal().code(), fault.message(), fault);
        }
    }

    /**
     * The answer as JSON.
     *
     * @param waitingFor what those that were parked wait for, as it came up first
     * @param refused the first faults
     * @param refusedCount how many faults there are
     */
    public record Body(
            long accepted,
            long duplicates,
            long parked,
            List<Waiting> waitingFor,
            List<RefusedEvent> refused,
            long refusedCount,
            long position) {}

    public void accepted() {
        accepted++;
    }

    public void duplicate() {
        duplicates++;
    }

    public void parked(Taken outcome) {
        parked++;
        lastParked = outcome;
        String missing = outcome.waitingFor();
        if (!missing.isEmpty()
                && (waitingFor.size() < Waiting.MOST || waitingFor.containsKey(missing))) {
            waitingFor.merge(missing, 1L, Long::sum);
        }
    }

    public void refused(long index, InvalidException e) {
        refusals += e.count();
        e.faults().stream()
                .limit(Math.min(mostOfEach, most - refused.size()))
                .forEach(f -> refused.add(RefusedEvent.of(index, f)));
    }

    public void reached(long reached) {
        position = Math.max(position, reached);
    }

    /** Whether there was something, and all of it was refused. */
    public boolean nothingTaken() {
        return accepted + duplicates + parked == 0 && !refused.isEmpty();
    }

    /** What became of the one event of the request. */
    public Taken taken() {
        if (lastParked != null) {
            return lastParked.and(Result.PARKED, position);
        }
        if (nothingTaken()) {
            List<Fault> faults = refused.stream().map(RefusedEvent::fault).toList();
            return new Taken(Result.PARKED, Fault.text(faults), position);
        }
        return new Taken(accepted > 0 ? Result.ACCEPTED : Result.DUPLICATE, null, position);
    }

    /** The faults of each event that was refused, by its index. */
    public Map<Long, List<Fault>> byIndex() {
        return refused.stream()
                .collect(
                        Collectors.groupingBy(
                                RefusedEvent::index,
                                Collectors.mapping(RefusedEvent::fault, Collectors.toList())));
    }

    /** How many faults there are. */
    public long refusals() {
        return refusals;
    }

    /** The answer when nothing was taken, or the stream was not read to its end. */
    public ProblemDetail problem() {
        Refusal why =
                nothingTaken()
                        ? Reason.EVERY_EVENT
                        : Reason.TOO_MANY_LINES.of(accepted + duplicates + parked);
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, why.english());
        problem.setProperty("code", why.code());
        problem.setProperty("errors", refused);
        problem.setProperty("refused", refused);
        problem.setProperty("refusedCount", refusals);
        return problem;
    }

    /**
     * The answer.
     *
     * @param head says the log's end, for when no unit of work was sent
     */
    public Body body(LongSupplier head) {
        return new Body(
                accepted,
                duplicates,
                parked,
                waitingFor.entrySet().stream()
                        .map(e -> Waiting.of(e.getKey(), e.getValue()))
                        .toList(),
                List.copyOf(refused),
                refusals,
                position == 0 ? head.getAsLong() : position);
    }
}
