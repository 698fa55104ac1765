package dev.yardstick.query.pages.people;

import static dev.yardstick.query.pages.kit.Form.orNull;
import static dev.yardstick.query.pages.kit.Form.put;

import dev.yardstick.events.Decimals;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.Rows;
import dev.yardstick.query.wording.TypedNumber;
import dev.yardstick.query.wording.Wording;
import dev.yardstick.runtime.access.DeniedException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Accounts: register, reclassify, assign. Each states all of an account as of a day. */
@Controller
record AccountsController(
        PeopleReading reading,
        Rights rights,
        CommandServiceClient commands,
        Frame frame,
        Wording words) {

    private static final int PAGE = 50;
    private static final List<String> STRATEGIES =
            List.of("grow", "maintain", "strengthen", "win-back");

    @GetMapping("/accounts")
    String accounts(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        Rows<PeopleReading.Account> accounts =
                Rows.of(reading.accounts(orNull(q)), orNull(cursor), PAGE);
        model.addAttribute("accounts", accounts);
        model.addAttribute("owners", reading.owners(accounts.items()));
        model.addAttribute("q", orNull(q));
        model.addAttribute("cursor", orNull(cursor));
        return "accounts";
    }

    @GetMapping(path = "/accounts", params = "format=csv")
    ResponseEntity<byte[]> accountsAsCsv(@RequestParam(required = false) @Nullable String q) {
        List<PeopleReading.Account> accounts = reading.accounts(orNull(q));
        rights.shown(accounts.stream().map(PeopleReading.Account::owner).filter(Objects::nonNull));
        return new Csv<PeopleReading.Account>()
                .column("account", PeopleReading.Account::id)
                .column("name", PeopleReading.Account::name)
                .column("tier", PeopleReading.Account::tier)
                .column("strategy", PeopleReading.Account::strategy)
                .column("owner", PeopleReading.Account::owner)
                .column("inherited", PeopleReading.Account::inherited)
                .download("accounts", accounts);
    }

    @GetMapping("/accounts/new")
    String ask(Model model) {
        if (!frame.mayChange("accounts")) {
            throw new DeniedException(Reason.ONLY_MANAGERS_REGISTER);
        }
        return show(null, Form.filled(Map.of()), model);
    }

    @PostMapping("/accounts/new")
    String register(@RequestParam MultiValueMap<String, String> typed, Model model) {
        Form form = Form.of(typed);
        if (form.value("id").isEmpty()) {
            form.wrong("id", words.message("people.id.missing"));
            return show(null, form, model);
        }
        return state(form.value("id"), null, form, "registered", model);
    }

    @GetMapping("/accounts/{account}")
    String account(@PathVariable String account, Model model) {
        PeopleReading.Account known = reading.account(account);
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "name", known.name());
        put(values, "tier", known.tier());
        put(values, "strategy", known.strategy());
        put(values, "owner", known.owner());
        put(values, "inherited", known.inherited() ? "true" : null);
        put(
                values,
                "amount",
                known.amount() == null ? null : TypedNumber.written(Decimals.of(known.amount())));
        put(values, "currency", known.currency());
        return show(known, Form.filled(values), model);
    }

    @PostMapping("/accounts/{account}")
    String amend(
            @PathVariable String account,
            @RequestParam MultiValueMap<String, String> typed,
            Model model) {
        return state(account, reading.account(account), Form.of(typed), "account-stated", model);
    }

    private String state(
            String id, PeopleReading.@Nullable Account known, Form form, String done, Model model) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String field : List.of("name", "tier", "strategy", "owner", "on")) {
            put(body, field, form.value(field));
        }
        body.put("inherited", form.value("inherited").equals("true"));
        Map<String, Object> baseline = new LinkedHashMap<>();
        String amount = form.value("amount");
        if (!amount.isEmpty()) {
            put(baseline, "amount", TypedNumber.canonical(amount));
            form.wrongUnlessNull("amount", TypedNumber.fault(amount, words));
        }
        put(baseline, "currency", form.value("currency"));
        if (!baseline.isEmpty()) {
            body.put("baseline", baseline);
        }
        return switch (commands.put("/api/v1/accounts/{account}", body, id)) {
            case CommandServiceClient.Accepted accepted ->
                    Redirects.shown("/accounts/{account}", accepted, done, id);
            case CommandServiceClient.Refused refused ->
                    show(
                            known,
                            form.refused(
                                    refused,
                                    path ->
                                            path.equals("account")
                                                    ? "id"
                                                    : path.replace("baseline.", "")),
                            model);
        };
    }

    private String show(PeopleReading.@Nullable Account known, Form form, Model model) {
        Map<String, String> strategies = new LinkedHashMap<>();
        strategies.put("", words.message("people.account.none"));
        STRATEGIES.forEach(s -> strategies.put(s, words.message("people.account." + s)));
        Map<String, String> owners = new LinkedHashMap<>();
        owners.put("", words.message("people.account.none"));
        if (frame.mayChange("accounts")) {
            PeopleReading.Choice choice = reading.choice(null, false);
            choice.reps().forEach(p -> owners.put(p.id(), p.name()));
            model.addAttribute("many", choice.many());
        }
        String owner = form.value("owner");
        owners.putIfAbsent(owner, owner);
        model.addAttribute("account", known);
        model.addAttribute("form", form);
        model.addAttribute("strategies", strategies);
        model.addAttribute("owners", owners);
        return "account";
    }
}
