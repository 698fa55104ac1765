package dev.yardstick.command.web;

import dev.yardstick.command.privacy.PersonalKeys;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import java.util.Base64;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Gives keys to the service that shows texts about persons. */
@RestController
record PersonalKeysController(PersonalKeys keys) {

    private static final int MAX_PERSONS = 500;

    /** A person's key, Base64 of 32 bytes. */
    record Key(String person, String key) {}

    /** The keys of those who have one. */
    record Keys(List<Key> items) {}

    /** The same, after those who have none were given one; the erased are not. */
    @PostMapping("/api/v1/personal-keys")
    Keys findOrCreate(@RequestParam("person") List<String> persons) {
        requireFew(persons);
        persons.forEach(keys::findOrCreate);
        return find(persons);
    }

    /** At most {@value #MAX_PERSONS} persons a call. */
    @GetMapping("/api/v1/personal-keys")
    Keys find(@RequestParam("person") List<String> persons) {
        requireFew(persons);
        return new Keys(
                keys.find(persons).entrySet().stream()
                        .map(e ->
                                new Key(
                                        e.getKey(),
                                        Base64.getEncoder().encodeToString(e.getValue())))
                        .toList());
    }

    private static void requireFew(List<String> persons) {
        if (persons.size() > MAX_PERSONS) {
            throw new InvalidException("person", Reason.GIVEN_AT_MOST.of(MAX_PERSONS));
        }
    }
}
