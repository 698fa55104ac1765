package dev.yardstick.events;

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
    OTHER
}
