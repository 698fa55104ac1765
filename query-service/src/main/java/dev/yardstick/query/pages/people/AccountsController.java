package dev.yardstick.query.pages.people;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.Rows;
import dev.yardstick.query.wording.TypedNumber;
import dev.yardstick.query.wording.Wording;
import dev.yardstick.runtime.access.DeniedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Accounts: register, reclassify, assign. Each states all of an account as of a day. */
@Controller
record AccountsController(
        PeopleReading reading,
        Rights rights,
        CommandServiceClient commands,
        Frame frame,
        Wording words) {

    private static final int PAGE = 50;
    private static final String ACCOUNT = "/accounts/{account}";
    private static final List<String> STRATEGIES =
            List.of("", "grow", "maintain", "strengthen", "win-back");

    @GetMapping("/accounts")
    String accounts(@Nullable String q, @Nullable String cursor, Model model) {
        Rows<PeopleReading.Account> accounts = Rows.of(reading.accounts(q), cursor, PAGE);
        model.addAttribute("accounts", accounts);
        model.addAttribute("owners", reading.owners(accounts.items()));
        return "accounts";
    }

    @GetMapping(path = "/accounts", params = "format=csv")
    ResponseEntity<byte[]> accountsAsCsv(@Nullable String q) {
        List<PeopleReading.Account> accounts = reading.accounts(q);
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
    String ask(Form form, Model model) {
        if (!frame.mayChange("accounts")) {
            throw new DeniedException(Reason.ONLY_MANAGERS_REGISTER);
        }
        return show(null, form, model);
    }

    @PostMapping("/accounts/new")
    String register(Form form, Model model) {
        if (form.value("id").isEmpty()) {
            form.wrong("id", words.message("people.id.missing"));
            return show(null, form, model);
        }
        return state(form.value("id"), null, form, "registered", model);
    }

    @GetMapping(ACCOUNT)
    String account(@PathVariable String account, Form form, Model model) {
        PeopleReading.Account known = reading.account(account);
        form.put("name", known.name())
                .put("tier", known.tier())
                .put("strategy", known.strategy())
                .put("owner", known.owner())
                .put("inherited", known.inherited())
                .put("currency", known.currency());
        if (known.amount() != null) {
            form.put("amount", TypedNumber.written(known.amount()));
        }
        return show(known, form, model);
    }

    @PostMapping(ACCOUNT)
    String amend(@PathVariable String account, Form form, Model model) {
        return state(account, reading.account(account), form, "account-stated", model);
    }

    private String state(
            String id, PeopleReading.@Nullable Account known, Form form, String done, Model model) {
        Map<String, Object> body = form.body("name", "tier", "strategy", "owner", "on");
        body.put("inherited", form.is("inherited"));
        Map<String, Object> baseline = form.body("amount", "currency");
        baseline.computeIfPresent("amount", (field, typed) -> amount(typed.toString(), form));
        if (!baseline.isEmpty()) {
            body.put("baseline", baseline);
        }
        Accepted stated =
                form.taken(
                        commands.put("/api/v1/accounts/{account}", body, id),
                        path -> path.equals("account") ? "id" : path.replace("baseline.", ""));
        return stated == null
                ? show(known, form, model)
                : Redirects.shown(ACCOUNT, stated, done, id);
    }

    private String amount(String typed, Form form) {
        form.wrongUnlessNull("amount", TypedNumber.fault(typed, words));
        return TypedNumber.canonical(typed);
    }

    private String show(PeopleReading.@Nullable Account known, Form form, Model model) {
        Map<String, String> owners = words.choices("people.account.", List.of(""));
        if (frame.mayChange("accounts")) {
            PeopleReading.Choice choice = reading.choice(null, false);
            choice.reps().forEach(p -> owners.put(p.id(), p.name()));
            model.addAttribute("many", choice.many());
        }
        String owner = form.value("owner");
        owners.putIfAbsent(owner, owner);
        model.addAttribute("account", known);
        model.addAttribute("strategies", words.choices("people.account.", STRATEGIES));
        model.addAttribute("owners", owners);
        return "account";
    }
}
