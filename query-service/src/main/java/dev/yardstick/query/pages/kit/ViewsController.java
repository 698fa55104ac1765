package dev.yardstick.query.pages.kit;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.OwnPath;
import dev.yardstick.query.application.SavedViews;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/** Forms that keep what is asked of a page, and forget it. */
@Controller("views")
public record ViewsController(SavedViews views) {

    /** The pages that have views; what is kept of a team is there for each. */
    private static final List<String> PAGES = List.of("team", "log", "readings", "parked");

    private static final int LONGEST = 60;

    /** What of an address is not what was asked for. */
    private static final List<String> LEFT_OUT =
            List.of("cursor", "after", "done", "lang", "format");

    /** Whether an address asks for anything that can be kept. */
    public boolean isAsked(String address) {
        return !asked(address).isEmpty();
    }

    /** What an address asks for, with a question mark before it; empty: nothing. */
    private static String asked(String address) {
        UriComponents parts = UriComponentsBuilder.fromUriString(address).build();
        UriComponentsBuilder asked = UriComponentsBuilder.newInstance();
        parts.getQueryParams()
                .forEach((name, values) ->
                        values.stream()
                                .filter(value -> value != null && !value.isEmpty())
                                .filter(value -> !LEFT_OUT.contains(name))
                                .forEach(value -> asked.queryParam(name, value)));
        return asked.build().toUriString();
    }

    /** Keeps what an address of the page asks for, and goes back to it. */
    @PostMapping("/views")
    String save(@RequestParam String page, @RequestParam String name, @RequestParam String to) {
        String called = name.strip();
        if (!PAGES.contains(page)) {
            throw new InvalidException("page", Reason.ONE_OF.of(String.join(", ", PAGES)));
        }
        if (called.isEmpty()) {
            throw new InvalidException("name", Reason.GIVEN);
        }
        if (called.length() > LONGEST) {
            throw new InvalidException("name", Reason.CHARACTERS.of(LONGEST));
        }
        String asked = asked(back(to));
        if (asked.isEmpty()) {
            throw new InvalidException("to", Reason.GIVEN);
        }
        if (!views.save(page, new SavedViews.View(called, asked))) {
            throw new InvalidException("name", Reason.SAVED_VIEWS.of(SavedViews.MOST));
        }
        return back(to, "view-saved");
    }

    @PostMapping("/views/removal")
    String remove(@RequestParam String page, @RequestParam String name, @RequestParam String to) {
        views.remove(page, name);
        return back(to, "view-removed");
    }

    private static String back(String to) {
        return Objects.requireNonNullElse(OwnPath.of(to), "/");
    }

    private static String back(String to, String done) {
        return "redirect:"
                + UriComponentsBuilder.fromUriString(back(to))
                        .replaceQueryParam("after")
                        .replaceQueryParam("done", done)
                        .build();
    }
}
