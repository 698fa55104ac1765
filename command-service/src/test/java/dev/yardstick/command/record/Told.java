package dev.yardstick.command.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What came of telling one record something, as a batch does with each of its records.
 *
 * @param news the events that were new
 */
public record Told<E>(Recording recording, List<E> news) {

    /**
     * Tells a record something.
     *
     * @param record of its events and of who takes the new ones
     */
    public static <A, E> Told<E> of(
            BiFunction<List<E>, Consumer<E>, A> record,
            List<E> before,
            Function<A, Recording> what) {
        List<E> news = new ArrayList<>();
        Recording recording = what.apply(record.apply(before, news::add));
        return new Told<>(recording, news);
    }

    public void recordsNothing(Recording because) {
        assertThat(this).isEqualTo(new Told<>(because, List.of()));
    }

    public void records(List<? extends E> events) {
        assertThat(this).isEqualTo(new Told<>(Recording.RECORDED, events));
    }
}
