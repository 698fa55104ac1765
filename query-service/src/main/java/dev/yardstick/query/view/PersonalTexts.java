package dev.yardstick.query.view;

import dev.yardstick.events.Personal;
import org.jspecify.annotations.Nullable;

/** Texts about persons in clear, as far as their keys are to be had. */
@FunctionalInterface
public interface PersonalTexts {

    /** The text in clear; null without the key. */
    @Nullable String open(Personal personal);

    /** The text in clear, or something to show in its place. */
    default String open(@Nullable Personal personal, String otherwise) {
        String text = personal == null ? null : open(personal);
        return text == null ? otherwise : text;
    }
}
