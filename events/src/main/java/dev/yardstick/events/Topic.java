package dev.yardstick.events;

import com.fasterxml.jackson.annotation.JsonCreator;

/** The questions of the essay that a clause can answer. */
public enum Topic implements Coded {
    QUOTA,
    PROSPECTING_VOLUME,
    PROSPECTING_METHOD,
    LEAD_GENERATION,
    TEAMWORK,
    TEAM_SELLING,
    COLLEAGUES,
    RAMP_UP,
    TRAINING,
    PAPERWORK,
    INHERITED_ACCOUNTS,
    ACCOUNT_STRATEGY,
    TRAVEL,
    CLIENT_MEETINGS,
    CONDUCT,
    OTHER;

    /** The topic with that code; an unknown one is an {@link IllegalArgumentException}. */
    @JsonCreator
    public static Topic of(String code) {
        return Codes.parse(Topic.class, code);
    }
}
