package dev.yardstick.command.record;

import java.util.concurrent.Callable;
import java.util.function.Function;
import org.axonframework.test.aggregate.AggregateTestFixture;

/** A command that tells one record something, as a batch does with each of its records. */
public record Told<A>(Function<A, Recording> what) {

    /** A fixture that takes such commands, for a record that is there once it was told of. */
    @SuppressWarnings("unchecked")
    public static <A> AggregateTestFixture<A> fixture(
            Class<A> type, String stream, Callable<A> none) {
        AggregateTestFixture<A> fixture = new AggregateTestFixture<>(type);
        fixture.registerCommandHandler(
                Told.class,
                command -> {
                    Told<A> told = (Told<A>) command.getPayload();
                    return fixture.getRepository().loadOrCreate(stream, none).invoke(told.what());
                });
        return fixture;
    }
}
