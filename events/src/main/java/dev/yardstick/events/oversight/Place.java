package dev.yardstick.events.oversight;

import org.jspecify.annotations.Nullable;

/** Team and manager of a rep. */
public record Place(String team, @Nullable String manager) {}
