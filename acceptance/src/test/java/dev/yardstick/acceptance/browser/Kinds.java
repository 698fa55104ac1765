package dev.yardstick.acceptance.browser;

import java.util.LinkedHashMap;
import java.util.Map;

/** Clauses of every kind, with all that a clause may say. */
final class Kinds {

    /** How many clauses {@link #ALL} holds. */
    static final int COUNT = 14;

    static final String ALL =
            """
            {"id":"calls","topic":"prospecting-volume","title":"Calls","weight":"2.5",
             "measure":{"kind":"count","of":"call","where":{"method":["cold-call-phone","referral"],
               "with":["Doe, Jane","a \\"real\\" one"],"outcome":"reached","shared":false,
               "account.id":"acme","account.inherited":true,"account.strategy":"grow"}},
             "target":{"atMost":"600.5"},
             "pace":{"kind":"monthly","percent":[0,0,10,10,10,10,10,10,10,10,10,10],"ramp":[0,12.5,50]}},
            {"id":"revenue","topic":"quota","measure":{"kind":"sum","of":"deal-won","quantity":"amount"},
             "target":{"atLeast":"1300000.25"},"pace":{"kind":"even","ramp":[0,25,50,75]}},
            {"id":"new","topic":"quota","title":"New ones",
             "measure":{"kind":"distinct-accounts","of":"deal-won","firstWinOnly":true,
               "where":{"account.tier":"primary"}},"target":{"atLeast":6}},
            {"id":"weekly","topic":"team-selling","title":"Weekly",
             "measure":{"kind":"cadence","of":"collaboration","every":"week","minimum":1,
               "where":{"with":"technical-team"}},"target":{"atLeast":"0.9"}},
            {"id":"visits","topic":"client-meetings","title":"Visits",
             "measure":{"kind":"coverage","of":"meeting","each":3,"where":{"channel":"face-to-face"},
               "accounts":{"tier":["primary","secondary"],"id":["acme"],"inherited":false}},
             "target":{"atLeast":"1"}},
            {"id":"growth","topic":"account-strategy","title":"Growth",
             "measure":{"kind":"growth","of":"deal-won","quantity":"amount","factor":"1.12345678",
               "accounts":{"inherited":true,"strategy":"grow"}},"target":{"atLeast":"0.8"}},
            {"id":"travel","topic":"travel","title":"Travel",
             "measure":{"kind":"share","of":"travel","quantity":"days","over":"working-days"},
             "target":{"atLeast":"0.205"}},
            {"id":"referrals","topic":"prospecting-method","title":"Referrals",
             "measure":{"kind":"share","of":"deal-won","where":{"method":"referral"},
               "over":{"of":"deal-won","where":{"account.tier":"primary"}}},
             "target":{"atLeast":"0.25"}},
            {"id":"first","topic":"ramp-up","title":"First deal",
             "measure":{"kind":"milestone","of":"deal-won","within":"P90D","from":"hire"}},
            {"id":"after","topic":"training","title":"After training",
             "measure":{"kind":"milestone","of":"lead","within":"P1M15D","from":"training:onboarding",
               "where":{"course":"onboarding","aspect":"conduct"}}},
            {"id":"by","topic":"ramp-up","title":"By a day",
             "measure":{"kind":"milestone","of":"deal-won","by":"YEAR-06-30"}},
            {"id":"held","topic":"inherited-accounts","title":"Accounts","owedBy":"manager",
             "measure":{"kind":"accounts","accounts":{"inherited":true}},"target":{"atLeast":10}},
            {"id":"conduct","topic":"other","label":"How we treat each other","title":"Conduct",
             "measure":{"kind":"rating","aspect":"conduct"},"target":{"atLeast":"4"}},
            {"id":"agreed","topic":"conduct","label":"kept","title":"Greeting",
             "measure":{"kind":"agreement","text":"We greet everybody.\\nAlways."}}\
            """;

    /** What is typed for each kind, by its fields; all else is as the form proposes it. */
    static final Map<String, Map<String, String>> TYPED = new LinkedHashMap<>();

    static {
        TYPED.put("sum", Map.of("title", "Sum", "target", "1300000"));
        TYPED.put("count", Map.of("title", "Count", "target", "600"));
        TYPED.put("distinct-accounts", Map.of("title", "Distinct", "target", "6"));
        TYPED.put("coverage", Map.of("title", "Coverage", "target", "100", "measure.each", "3"));
        TYPED.put("cadence", Map.of("title", "Cadence", "target", "90", "measure.minimum", "1"));
        TYPED.put("share", Map.of("title", "Share", "target", "20"));
        TYPED.put("growth", Map.of("title", "Growth", "target", "80", "measure.factor", "1.1"));
        TYPED.put("milestone", Map.of("title", "Milestone", "measure.within", "90"));
        TYPED.put("accounts", Map.of("title", "Accounts", "target", "10"));
        TYPED.put("rating", Map.of("title", "Rating", "target", "4", "measure.aspect", "conduct"));
        TYPED.put("agreement", Map.of("title", "Agreement", "measure.text", "We greet."));
    }

    private Kinds() {}
}
