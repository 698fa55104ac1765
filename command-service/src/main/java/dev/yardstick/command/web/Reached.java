package dev.yardstick.command.web;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an accepted command.
 *
 * @param position everything up to it holds the command's effects
 * @param version the version that a revision made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Reached(long position, @Nullable Integer version) {

    Reached(long position) {
        this(position, null);
    }
}
