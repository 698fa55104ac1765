package dev.yardstick.command.account;

/** Looks up accounts for decisions about something else. */
public interface Accounts {

    /** The account as recorded by now; one that nobody registered has no owners. */
    Account find(String account);
}
