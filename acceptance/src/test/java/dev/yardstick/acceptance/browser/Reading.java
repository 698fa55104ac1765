package dev.yardstick.acceptance.browser;

import dev.yardstick.events.Codes;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Topic;
import dev.yardstick.events.codec.EventTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What of a page is no word for people: a day as computers write it, a code, a gap. */
final class Reading {

    /**
     * What one types or copies is shown as it is, and a record by the id that its CRM has for it.
     */
    private static final String AS_TYPED =
            "code, pre, kbd, samp, textarea, script, style, datalist, .hint";

    private static final Pattern DAY = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b");
    private static final Pattern GAP = Pattern.compile("\\?\\?|\\{\\d\\}|\\bnull\\b|\\bNaN\\b");
    private static final Pattern WORD = Pattern.compile("\\b[a-z]+(-[a-z]+)+\\b");

    /** Those that are written like no word: with a hyphen. */
    private static final Set<String> CODES =
            Stream.of(
                            EventTypes.ALL.stream().map(EventTypes.EventType::name),
                            Codes.all(FactKind.class).stream(),
                            Codes.all(Topic.class).stream())
                    .flatMap(words -> words)
                    .filter(code -> WORD.matcher(code).matches())
                    .collect(Collectors.toSet());

    private Reading() {}

    /** What is wrong on a page, each with what stands around it. */
    static List<String> faults(Document page) {
        List<String> faults = new ArrayList<>();
        Element main = page.selectFirst("main");
        if (main == null) {
            return faults;
        }
        Element read = main.clone();
        read.select(AS_TYPED).remove();
        for (Element element : read.getAllElements()) {
            look(element.ownText(), faults);
            for (String said : List.of("aria-label", "title", "alt", "placeholder")) {
                look(element.attr(said), faults);
            }
        }
        return faults;
    }

    private static void look(String text, List<String> faults) {
        if (DAY.matcher(text).find() || GAP.matcher(text).find()) {
            faults.add(text);
            return;
        }
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            if (CODES.contains(words.group())) {
                faults.add(text);
                return;
            }
        }
    }
}
