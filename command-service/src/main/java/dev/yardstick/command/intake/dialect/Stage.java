package dev.yardstick.command.intake.dialect;

import dev.yardstick.command.deal.DealSnapshot.Status;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a deal's stage is here.
 *
 * @param name {@code won}, {@code lost} or an open stage's name
 */
public record Stage(Status status, String name) {

    public static final Stage WON = new Stage(Status.WON, "won");
    public static final Stage LOST = new Stage(Status.LOST, "lost");

    /** An open stage, whatever it is called; one without a name is called {@code open}. */
    public static Stage open(@Nullable String name) {
        return new Stage(Status.OPEN, name == null ? "open" : name);
    }

    /** What a list says of a stage: {@code won}, {@code lost} or the name of an open one. */
    static Stage listed(String meaning) {
        if (meaning.equalsIgnoreCase(WON.name())) {
            return WON;
        }
        return meaning.equalsIgnoreCase(LOST.name()) ? LOST : open(meaning);
    }

    /** What a CRM's own list says of a stage, in whatever letters; null when it is not listed. */
    public static @Nullable Stage of(@Nullable String stage, Map<String, Stage> usual) {
        return usual.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(stage))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
