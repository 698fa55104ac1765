package dev.yardstick.command.log;

import dev.yardstick.command.account.Account;
import dev.yardstick.command.account.Accounts;
import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.Streams;

import org.springframework.stereotype.Component;

/** Accounts as the log has them. */
@Component
record LoggedAccounts(LogReader log, EventCodec codec) implements Accounts {

    @Override
    public Account find(String account) {
        return Account.of(
                log.stream(Streams.account(account), 0).stream()
                        .map(l -> (AccountEvent) codec.read(l))
                        .toList());
    }
}
