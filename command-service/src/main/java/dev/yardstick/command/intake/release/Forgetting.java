package dev.yardstick.command.intake.release;

import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.intake.connection.Connections;
import dev.yardstick.command.intake.connection.Connections.Connection;
import dev.yardstick.command.intake.delivery.Deliveries;
import dev.yardstick.command.intake.message.CrmEventReader;
import dev.yardstick.command.intake.parking.Mentions;
import dev.yardstick.command.intake.parking.Parking;
import dev.yardstick.command.intake.parking.Parking.Form;
import dev.yardstick.command.intake.parking.Parking.Parked;
import dev.yardstick.command.privacy.Erasures.PersonErased;
import dev.yardstick.command.privacy.PersonalKeys;
import dev.yardstick.events.Streams;
import dev.yardstick.events.refusal.InvalidException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Removes what is parked about an erased person, dismissed or not. About whom it is tells the body,
 * read as intake would read it now; where that does not tell, whatever names her goes.
 */
@Component
record Forgetting(
        Parking parking, Connections connections, Deliveries deliveries, PersonalKeys keys) {

    private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

    @EventListener
    void forget(PersonErased erased) {
        int removed = 0;
        UUID after = Parking.BEFORE_ALL;
        List<Parked> page;
        do {
            page = parking.page(after);
            for (Parked parked : page) {
                if (isAbout(parked, erased)) {
                    parking.remove(parked.id());
                    keys.forget(Set.of(Streams.parked(parked.id().toString())));
                    removed++;
                }
                after = parked.id();
            }
        } while (!page.isEmpty());
        if (removed > 0) {
            LOG.atInfo()
                    .addKeyValue("person", erased.person())
                    .log("{} parked about {} are removed", removed, erased.person());
        }
    }

    private boolean isAbout(Parked parked, PersonErased erased) {
        byte[] body = parked.body();
        if (body == null) {
            return false;
        }
        Connection connection = connections.find(parked.connection()).orElse(null);
        Set<String> persons = persons(parked, body, connection);
        return persons.isEmpty()
                ? Mentions.of(body)
                        .names(
                                erased.person(),
                                erased.called(),
                                connection == null ? null : connection.definition().mapping())
                : persons.contains(erased.person());
    }

    /** None where that cannot be told. */
    private Set<String> persons(Parked parked, byte[] body, @Nullable Connection connection) {
        try {
            if (parked.form() == Form.EVENT) {
                return CrmEventReader.read(StrictJson.read(body)).persons();
            }
            if (connection == null || parked.form() == Form.DELIVERY) {
                return Set.of();
            }
            return deliveries.persons(connection, parked.notice(StrictJson.read(body)));
        } catch (UnreadableException | InvalidException e) {
            return Set.of();
        }
    }
}
