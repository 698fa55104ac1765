package dev.yardstick.query.api;

import dev.yardstick.events.Topic;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.application.Overviews;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a manager asks herself when she sets an expectation. */
@RestController
public class QuestionController {

    private static final List<String> LANGUAGES = List.of("en", "nl");

    /** The essay's question about a topic. */
    public record Question(String topic, String question) {}

    /** One question a topic, in English or Dutch. */
    @GetMapping("/api/v1/questions")
    public Overviews.Page<Question> questions(@RequestParam(defaultValue = "en") String language) {
        if (!LANGUAGES.contains(language)) {
            throw new InvalidException("language", Reason.ONE_OF.of(String.join(", ", LANGUAGES)));
        }
        ResourceBundle texts =
                ResourceBundle.getBundle(
                        "questions",
                        language.equals("en") ? Locale.ROOT : Locale.of(language),
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        return new Overviews.Page<>(
                Arrays.stream(Topic.values())
                        .map(topic -> new Question(topic.code(), texts.getString(topic.code())))
                        .toList(),
                null);
    }
}
