package dev.yardstick.command.web;

import dev.yardstick.command.input.Fields;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.Clause;
import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Streams;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads an expectation's statement and clauses, which may start from a template: {@code template}
 * names it, {@code clauses} replace those of the same id or come on top, {@code without} leaves
 * some out. What comes of it is copied into the expectation.
 */
@Component
record Templates(LogReader log, EventCodec codec) {

    /** What an expectation is to say. */
    record Content(Personal statement, List<Clause> clauses) {

        /** The same about another person, whose key then seals the texts. */
        Content about(String rep) {
            return new Content(
                    Templates.about(rep, statement),
                    clauses.stream().map(clause -> Templates.about(rep, clause)).toList());
        }
    }

    Content read(Fields body, String rep, ClauseReader.Period period) {
        ClauseReader reader = new ClauseReader(rep, period);
        String id = body.text("template");
        TemplateSet template = id == null ? null : find(id);
        if (id != null && template == null) {
            body.fault("template", Reason.KNOWN_TEMPLATE);
        }
        if (template == null) {
            return new Content(
                    new Personal.Open(rep, body.requiredFreeText("statement")), reader.read(body));
        }
        String statement = body.freeText("statement");
        if (statement == null && template.statement() == null) {
            body.fault("statement", Reason.TEXT_OF_TEMPLATE);
        }
        return new Content(
                new Personal.Open(
                        rep, statement == null ? String.valueOf(template.statement()) : statement),
                merged(body, rep, template, reader));
    }

    private @Nullable TemplateSet find(String id) {
        List<LogLine> lines = log.stream(Streams.template(id), 0);
        if (lines.isEmpty()) {
            return null;
        }
        LogLine last = lines.getLast();
        return (TemplateSet) codec.read(last);
    }

    private static List<Clause> merged(
            Fields body, String rep, TemplateSet template, ClauseReader reader) {
        Map<String, Clause> merged = new LinkedHashMap<>();
        template.clauses().forEach(clause -> merged.put(clause.id(), about(rep, clause)));
        List<String> without = body.texts("without");
        for (int i = 0; without != null && i < without.size(); i++) {
            if (merged.remove(without.get(i)) == null) {
                body.fault("without[" + i + "]", Reason.CLAUSE_OF_TEMPLATE);
            }
        }
        for (Clause clause : merged.values()) {
            Refusal wrong = reader.wrongPace(clause.pace());
            if (wrong != null) {
                body.fault("template", Reason.PACE_OF_CLAUSE.of(clause.id(), wrong));
            }
        }
        if (body.has("clauses")) {
            reader.read(body).forEach(clause -> merged.put(clause.id(), clause));
        }
        if (merged.isEmpty()) {
            body.fault("without", Reason.LEAVE_A_CLAUSE);
        }
        return new ArrayList<>(merged.values());
    }

    /** The same clause with its texts about the rep, whose key then seals them. */
    private static Clause about(String rep, Clause clause) {
        return clause.with(
                clause.title() == null ? null : about(rep, clause.title()),
                clause.measure() instanceof Measure.Agreement(var text)
                        ? new Measure.Agreement(about(rep, text))
                        : clause.measure());
    }

    private static Personal about(String rep, Personal text) {
        return switch (text) {
            case Personal.Open(var template, var open) -> new Personal.Open(rep, open);
            case Personal.Sealed sealed -> sealed;
        };
    }
}
