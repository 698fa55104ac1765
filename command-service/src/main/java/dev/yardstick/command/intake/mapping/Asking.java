package dev.yardstick.command.intake.mapping;

import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.intake.connection.ApiTokens;
import dev.yardstick.command.intake.connection.Connections.Connection;
import dev.yardstick.command.intake.connection.CrmSettings;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.dialect.Listing;
import dev.yardstick.command.intake.dialect.UnclearException;
import dev.yardstick.runtime.OutgoingCall;
import dev.yardstick.runtime.OutgoingCalls;
import dev.yardstick.runtime.OutgoingCalls.Answer;
import dev.yardstick.runtime.OutgoingCalls.FailedException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks a CRM's API something while somebody waits for the answer. */
@Component
record Asking(ApiTokens tokens, OutgoingCalls calls, CrmSettings settings) {

    /** All questions that somebody waits for, together: the page does not wait much longer. */
    private static final Duration TOGETHER = Duration.ofSeconds(10);

    /** There is no answer; its message says why. */
    static final class UnansweredException extends RuntimeException {
        UnansweredException(String message) {
            super(message, null, false, false);
        }
    }

    Questions of(Connection connection) {
        return new Questions(connection, System.nanoTime() + TOGETHER.toNanos());
    }

    /** What is asked by what the API takes as proof; null: it cannot be asked this. */
    private interface Asked<T> {
        @Nullable T ask(String token) throws FailedException, InterruptedException;
    }

    /** Questions to one CRM, one after the other. */
    final class Questions {

        private final Connection connection;
        private final long end;

        private Questions(Connection connection, long end) {
            this.connection = connection;
            this.end = end;
        }

        /**
         * What the CRM lists.
         *
         * @param question by what the API takes as proof; null: it cannot be asked this
         * @throws UnansweredException when there is no answer
         */
        <T> List<T> list(Function<String, @Nullable Listing<T>> question)
                throws InterruptedException {
            return answered(token -> {
                Listing<T> listing = question.apply(token);
                return listing == null ? null : listing.read(answer(listing.call()));
            });
        }

        /**
         * A record as the CRM shows it.
         *
         * @throws UnansweredException when it shows none
         */
        JsonNode record(Instruction.Fetch record) throws InterruptedException {
            return answered(token -> {
                OutgoingCall call =
                        connection.dialect().fetch(connection.definition(), record, token);
                return call == null ? null : answer(call);
            });
        }

        private <T> T answered(Asked<T> asked) throws InterruptedException {
            try {
                T answer = asked.ask(tokens.of(connection));
                if (answer == null) {
                    throw new UnansweredException("nobody said where the CRM's API is");
                }
                return answer;
            } catch (FailedException e) {
                throw new UnansweredException("the CRM's API " + e.failure().words());
            } catch (UnreadableException e) {
                throw new UnansweredException("the CRM's API does not answer JSON");
            } catch (ApiTokens.MissingException | UnclearException e) {
                throw new UnansweredException(String.valueOf(e.getMessage()));
            }
        }

        private JsonNode answer(OutgoingCall call) throws FailedException, InterruptedException {
            Answer answer =
                    calls.send(call.header("Accept", "application/json"), left(), Bodies.MAX_BYTES);
            if (answer.status() == 401) {
                tokens.forget(connection);
            }
            if (answer.status() != 200) {
                throw new UnansweredException("the CRM's API answered " + answer.status());
            }
            return StrictJson.read(answer.body());
        }

        private Duration left() {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            return left.compareTo(settings.fetchTimeout()) < 0 ? left : settings.fetchTimeout();
        }
    }
}
