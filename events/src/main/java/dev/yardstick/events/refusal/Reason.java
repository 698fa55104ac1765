package dev.yardstick.events.refusal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is said of what is refused or counts nowhere, in every language; {@code {0}} is
 * what differs from case to case. A reason that has nothing that differs is a refusal by itself.
 */
public enum Reason implements Refusal {
    OBJECT("must be a JSON object", "moet een JSON-object zijn"),
    TEXT("must be a text", "moet een tekst zijn"),
    BLANK("must not be blank", "mag niet leeg zijn"),
    CHARACTERS("must have at most {0} characters", "mag ten hoogste {0} tekens hebben"),
    CONTROL("must have no control characters", "mag geen stuurtekens bevatten"),
    UNSTORABLE(
            "must have neither the character U+0000 nor half a character (a lone surrogate)",
            "mag het teken U+0000 en een half teken (een los surrogaat) niet bevatten"),
    NUMBER("must be a number", "moet een getal zijn"),
    AMOUNT("must be a number such as 1250.50", "moet een getal zijn zoals 1250,50"),
    NUMBER_TOO_LONG(
            "must be a number such as 1250.50, not of {0} digits",
            "moet een getal zijn zoals 1250,50, niet een van {0} cijfers"),
    NUMBER_OF_FEWER_DIGITS(
            "must be a number such as 1250.50, of fewer digits",
            "moet een getal zijn zoals 1250,50, met minder cijfers"),
    DECIMALS("must have at most {0} decimals", "mag ten hoogste {0} decimalen hebben"),
    DIGITS(
            "must have at most {0} digits before the point",
            "mag ten hoogste {0} cijfers voor de komma hebben"),
    NOT_NEGATIVE("must be 0 or more", "moet 0 of meer zijn"),
    ABOVE_ZERO("must be above 0", "moet meer zijn dan 0"),
    NUMBERS("must be a list of numbers", "moet een lijst van getallen zijn"),
    WHOLE_NUMBER("must be a whole number", "moet een geheel getal zijn"),
    WHOLE_NUMBER_TO(
            "must be a whole number from 1 to {0}", "moet een geheel getal van 1 tot {0} zijn"),
    TRUTH("must be true or false", "moet true of false zijn"),
    LIST("must be a list", "moet een lijst zijn"),
    ONE_OF("must be one of {0}", "moet een van deze zijn: {0}"),
    UNKNOWN("is not known here: expected are {0}", "is hier niet bekend: verwacht worden {0}"),
    GIVEN("must be given", "moet ingevuld zijn"),
    GIVEN_ONCE("must be given once", "mag maar één keer gegeven worden"),
    GIVEN_AT_MOST("must be given at most {0} times", "mag ten hoogste {0} keer gegeven worden"),
    DATE("must be a date such as 2026-01-31", "moet een datum zijn zoals 2026-01-31"),
    BETWEEN("must lie between {0} and {1}", "moet tussen {0} en {1} liggen"),
    FROM_TO("must be from {0} to {1}", "moet van {0} tot {1} zijn"),
    BEFORE_FROM("must not be before from", "mag niet voor de eerste dag liggen"),
    BEFORE_FROM_ON("must not be before from, {0}", "mag niet voor de eerste dag liggen, {0}"),
    AFTER_TO("must not be after to, {0}", "mag niet na de laatste dag liggen, {0}"),
    YEARS_AFTER_FROM(
            "must be at most {0} years after from",
            "mag ten hoogste {0} jaar na de eerste dag liggen"),
    YEARS_AFTER_FROM_ON(
            "must be at most {0} years after from, {1}",
            "mag ten hoogste {0} jaar na de eerste dag liggen, {1}"),
    AFTER_ON(
            "must be after on, and at most {0} days after it",
            "moet na de dag van het gesprek liggen, en ten hoogste {0} dagen erna"),
    INSTANT(
            "must be an instant with an offset such as 2026-01-31T09:30:00+01:00, or a date",
            "moet een moment met een verschil zijn zoals 2026-01-31T09:30:00+01:00, of een datum"),
    YEAR("must be a year such as 2026", "moet een jaar zijn zoals 2026"),
    TIME_ZONE(
            "must be an IANA time zone such as Europe/Amsterdam",
            "moet een tijdzone van IANA zijn zoals Europe/Amsterdam"),
    CURRENCY(
            "must be a currency of ISO 4217 such as EUR",
            "moet een valuta volgens ISO 4217 zijn zoals EUR"),
    RATED_CURRENCY(
            "must be a currency of ISO 4217 such as USD",
            "moet een valuta volgens ISO 4217 zijn zoals USD"),
    BASE_CURRENCY("must not be the base currency", "mag niet de basisvaluta zijn"),
    RATES(
            "must be an object such as {\"USD\": \"0.92\"}",
            "moet een object zijn zoals {\"USD\": \"0.92\"}"),
    DATES("must be a list of at most {0} dates", "moet een lijst van ten hoogste {0} datums zijn"),
    AT_MOST("must be at most {0}", "mag ten hoogste {0} zijn"),
    POSITION("must be a position such as 4410", "moet een positie zijn zoals 4410"),
    POSITION_FROM_ONE("must be a position from 1 on", "moet een positie vanaf 1 zijn"),
    POSITION_UP_TO("must be a position up to {0}", "moet een positie tot en met {0} zijn"),
    POSITION_IN_LOG(
            "must be a position from 0 to the log's, {0}",
            "moet een positie van 0 tot die van het logboek zijn, {0}"),
    POSITION_OR_INSTANT(
            "must be a position, or an instant such as 2026-01-31T09:30:00Z",
            "moet een positie zijn, of een moment zoals 2026-01-31T09:30:00Z"),
    POSITION_OR_DATE(
            "must be a position such as 4410, or a date such as 2026-01-31",
            "moet een positie zijn zoals 4410, of een datum zoals 2026-01-31"),
    INSTANT_OR_POSITION(
            "must be an instant, or a position up to {0}",
            "moet een moment zijn, of een positie tot en met {0}"),
    BEYOND_LOG(
            "must not lie beyond the end of the log",
            "mag niet voorbij het einde van het logboek liggen"),
    CURSOR("must be the next of the page before", "moet de volgende van de vorige pagina zijn"),
    EVENT_NAME(
            "must be an event's name such as deal-won",
            "moet de naam van een gebeurtenis zijn zoals deal-won"),
    EVENT_TYPE(
            "must be an event's type such as deal-amended",
            "moet een soort gebeurtenis zijn zoals deal-amended"),
    EXPECTED_CLAUSES(
            "must be a list of 1 to {0} clauses", "moet een lijst van 1 tot {0} afspraken zijn"),
    OTHER_CLAUSE_ID(
            "must differ from those of the other clauses",
            "moet anders zijn dan die van de andere afspraken"),
    TOPIC("must be a topic such as quota", "moet een onderwerp zijn zoals quota"),
    OTHER_TOPIC("must say what the other topic is", "moet zeggen wat het andere onderwerp is"),
    NO_TARGET(
            "must not be there: this kind is reached or not",
            "hoort hier niet: deze soort wordt gehaald of niet"),
    TARGET(
            "must be {\"atLeast\": NUMBER} or {\"atMost\": NUMBER}",
            "moet {\"atLeast\": GETAL} of {\"atMost\": GETAL} zijn"),
    SHARE_AT_MOST("must be a share, at most 1", "moet een aandeel zijn, ten hoogste 1"),
    PACE_KIND("must be one of even, monthly", "moet een van deze zijn: even, monthly"),
    EVEN_FOR_KIND(
            "must be even, without a ramp, for the kind {0}",
            "moet gelijkmatig zijn, zonder inwerktijd, voor de soort {0}"),
    PERCENTAGES_OF_YEAR(
            "must be a list of 12 percentages, January first",
            "moet een lijst van 12 percentages zijn, januari eerst"),
    EVEN_WHEN_LONG(
            "must be even for a period of more than 12 months",
            "moet gelijkmatig zijn voor een periode van meer dan 12 maanden"),
    PERCENTAGES_ADD_UP(
            "must have percentages that add up to 100 over the months of the period, not to {0}",
            "moet percentages hebben die over de maanden van de periode samen 100 zijn, niet {0}"),
    PERCENTAGES("must have {0} percentages", "moet {0} percentages hebben"),
    PERCENTAGES_FROM_TO("must have {0} to {1} percentages", "moet {0} tot {1} percentages hebben"),
    PACE_OF_CLAUSE("clause {0}: its pace {1}", "afspraak {0}: het tempo {1}"),
    MEASURE(
            "must be a measure such as {\"kind\": \"count\", \"of\": \"call\"}",
            "moet een maat zijn zoals {\"kind\": \"count\", \"of\": \"call\"}"),
    FACT("must be a kind of fact such as deal-won", "moet een soort feit zijn zoals deal-won"),
    FACTOR("must be a factor such as 1.10", "moet een factor zijn zoals 1,10"),
    OVER(
            "must be working-days, or facts such as {\"of\": \"call\"}",
            "moet working-days zijn, of feiten zoals {\"of\": \"call\"}"),
    MILESTONE_FROM(
            "must be hire, expectation, or training: and a course",
            "moet hire, expectation, of training: en een cursus zijn"),
    SPAN("must be a span such as P90D", "moet een tijdsduur zijn zoals P90D"),
    BY_OR_WITHIN(
            "must be there, or within and from instead",
            "moet er zijn, of in plaats daarvan within en from"),
    FROM_BESIDE_BY("must not stand beside by", "mag niet naast by staan"),
    FILTER_VALUE("must name at least one value", "moet ten minste één waarde noemen"),
    KNOWN_TEMPLATE(
            "must be a known template: set it first",
            "moet een bekende sjabloon zijn: stel die eerst vast"),
    TEXT_OF_TEMPLATE(
            "must be given, since the template has none",
            "moet ingevuld zijn, want de sjabloon heeft er geen"),
    CLAUSE_OF_TEMPLATE(
            "must be the id of a clause of the template",
            "moet het id van een afspraak van de sjabloon zijn"),
    LEAVE_A_CLAUSE("must leave a clause", "moet een afspraak overlaten"),
    KNOWN_REP(
            "must be a known rep: hire {0} first",
            "moet een bekende medewerker zijn: neem {0} eerst in dienst"),
    REPS("must be a list of 1 to {0} reps", "moet een lijst van 1 tot {0} medewerkers zijn"),
    REPS_WITH_LONG_TEXTS(
            "must be at most {0} reps at once, since the texts are long",
            "mogen ten hoogste {0} medewerkers ineens zijn, omdat de teksten lang zijn"),
    ID_PER_REP("must hold {0}, such as 2027-{1}", "moet {0} bevatten, zoals 2027-{1}"),
    VERSION("must be a version such as 1", "moet een versie zijn zoals 1"),
    IF_MATCH(
            "must be a version in quotes, such as \"1\"",
            "moet een versie tussen aanhalingstekens zijn, zoals \"1\""),
    IF_MATCH_MISSING(
            "precondition-required",
            "If-Match must name the version revised, such as \"1\"",
            "If-Match moet de herziene versie noemen, zoals \"1\""),
    VERSION_MOVED(
            "version {0} was revised meanwhile: the latest is {1}",
            "versie {0} is ondertussen herzien: de laatste is {1}"),
    BEFORE_HIRE(
            "must not be before the hire on {0}", "mag niet voor de indiensttreding op {0} liggen"),
    BEFORE_LAST_DAY(
            "must be before the period's last day, {0}",
            "moet voor de laatste dag van de periode liggen, {0}"),
    ERASED_COMES_BACK(
            "erased",
            "rep {0} was erased: somebody who comes back needs another id",
            "medewerker {0} is gewist: wie terugkomt heeft een ander id nodig"),
    ERASED(
            "{0} was erased: no text about this person can be kept",
            "{0} is gewist: over deze persoon kan geen tekst bewaard worden"),
    KEY_CLOSED(
            "no text about {0} can be kept: the key that seals the person's own is not among those of yardstick.persons.key",
            "over {0} kan geen tekst bewaard worden: de sleutel die de eigen sleutel van deze persoon verzegelt is niet een van yardstick.persons.key"),
    CLAUSE_ENDED(
            "clause {0} has ended: give it another id",
            "afspraak {0} is beëindigd: geef haar een ander id"),
    OVERLAPPING_CLAUSE(
            "clause {0} is already expected by {1} from {2} to {3}: give it another id or other days",
            "afspraak {0} wordt al verwacht door {1} van {2} tot {3}: geef haar een ander id of andere dagen"),
    OTHER_MEASURE(
            "clause {0} would be measured otherwise: give it another id, or restate",
            "afspraak {0} zou anders gemeten worden: geef haar een ander id, of stel haar met terugwerkende kracht vast"),
    EXPECTATION_CLOSED(
            "it was closed on {0}: set another one", "het is op {0} gesloten: stel een ander vast"),
    OTHER_CONTENT(
            "expectation-exists",
            "it was set with other content: revise it, or choose another id",
            "het is met andere inhoud vastgesteld: herzie het, of kies een ander id"),
    NOT_COMMUNICATED("version {0} has not been communicated yet", "versie {0} is nog niet gezegd"),
    NOT_DISPUTED(
            "nothing of version {0} is disputed that was not answered",
            "van versie {0} is niets betwist dat niet beantwoord is"),
    IDEMPOTENCY_KEY_REUSED(
            "the key was used for another call or other content: give each its own",
            "de sleutel is voor een andere aanroep of inhoud gebruikt: geef elk een eigen"),
    CONCURRENT_CHANGE(
            "another command changed {0} at the same time",
            "een andere opdracht veranderde {0} tegelijk"),
    EXPECTATIONS_OF("the expectations of {0}", "de verwachtingen van {0}"),
    ONLY_MANAGER_OF_ALL(
            "only a manager of all may do this", "alleen een leidinggevende van allen mag dit"),
    ONLY_MANAGER_OF_ALL_FIXES(
            "only a manager of all fixes what holds for everybody",
            "alleen een leidinggevende van allen bepaalt wat voor iedereen geldt"),
    ONLY_MANAGER_OF_ALL_PLACES(
            "only a manager of all places a rep in another team",
            "alleen een leidinggevende van allen zet een medewerker in een ander team"),
    OWNED_BY_NOBODY(
            "only a manager of all changes what nobody owns",
            "alleen een leidinggevende van allen verandert wat van niemand is"),
    ONLY_MANAGERS(
            "only managers and admins change this",
            "alleen leidinggevenden en beheerders veranderen dit"),
    OTHER_TEAM("rep {0} is not of the team of {1}", "medewerker {0} is niet van het team van {1}"),
    OTHER_TEAM_ON(
            "rep {0} is not of the team of {1} on {2}",
            "medewerker {0} is op {2} niet van het team van {1}"),
    HERS_LATER(
            "must be {0} or later: from that day on rep {1} is of the team of {2}, and what was before a manager of all may state",
            "moet {0} of later zijn: vanaf die dag is medewerker {1} van het team van {2}, en wat daarvoor was mag een leidinggevende van allen zeggen"),
    LEADS_IN_CIRCLE(
            "must not be led by {0} in turn: {1} is",
            "mag niet zelf door {0} geleid worden: dat wordt {1}"),
    OVERSEES_HERSELF("must be somebody else than {0}", "moet iemand anders zijn dan {0}"),
    ONLY_HERSELF_APPOINTS(
            "only {0} herself, a manager of all or an admin says who stands in for {0}",
            "alleen {0} zelf, een leidinggevende van allen of een beheerder zegt wie {0} vervangt"),
    OTHERS_EXPECTATION("the expectation is not one of {0}", "de verwachting is er geen van {0}"),
    ROLE("the token's role may not make this call", "de rol van het token mag dit niet"),
    CALLER("not for this caller", "niet voor wie dit vraagt"),
    NOT_FOR_REPS("not for reps", "niet voor medewerkers"),
    MANAGERS_SIDE(
            "the manager's side is not for reps",
            "de kant van de leidinggevende is niet voor medewerkers"),
    ONLY_MANAGERS_LOG(
            "only managers log conversations", "alleen leidinggevenden leggen gesprekken vast"),
    ONLY_MANAGERS_REGISTER(
            "only managers register accounts", "alleen leidinggevenden voeren klanten in"),
    ONLY_MANAGERS_HIRE("only managers hire", "alleen leidinggevenden nemen in dienst"),
    ONLY_ADMINS_ERASE("only an admin erases", "alleen een beheerder wist"),
    NOBODY_NOTIFIES_AUDITORS("nobody notifies an auditor", "niemand bericht een auditor"),
    BOUND_TO_NO_SOURCE("the token is bound to no source", "het token is aan geen bron gebonden"),
    BOUND_TO_SOURCES(
            "must be one that the token is bound to: {0}",
            "moet er een zijn waaraan het token gebonden is: {0}"),
    SOURCE_OF_CONNECTION(
            "must not be that of connection {0}: only a token that is bound to it may write it",
            "mag niet die van koppeling {0} zijn: alleen een token dat eraan gebonden is mag erin schrijven"),
    OTHER_SOURCE(
            "must not be that of connection {0}: their records would be taken for the same",
            "mag niet die van koppeling {0} zijn: hun records zouden voor dezelfde worden gehouden"),
    OWN_SOURCE(
            "must be the CRM's own: this one is for what is logged by hand",
            "moet van het CRM zelf zijn: deze is voor wat met de hand wordt ingevoerd"),
    COMPARED_SOURCE("must be {0}, which is compared", "moet {0} zijn, die vergeleken wordt"),
    CONNECTION_NAME(
            "must be lower case letters, digits and hyphens, and neither api nor kafka",
            "moet uit kleine letters, cijfers en koppeltekens bestaan, en niet api of kafka zijn"),
    OWNER_OF_NOBODY(
            "must be a rep who was hired here: owner {0} is mapped to {1}, and there is no rep {1}",
            "moet een medewerker zijn die hier in dienst kwam: eigenaar {0} hoort bij {1}, en er is geen medewerker {1}"),
    NO_SECRET(
            "is no secret of {0}: expected are {1}", "is geen geheim van {0}: verwacht worden {1}"),
    FETCHED_IDS("must be a list of at most {0} ids", "moet een lijst van ten hoogste {0} ids zijn"),
    SAVED_VIEWS(
            "cannot be kept: there are {0} already; remove one",
            "kan niet bewaard worden: er zijn er al {0}; verwijder er een"),
    NO_OWNERS_LISTED(
            "the owners of {0} cannot be looked up from here: enter their ids as {0} shows them",
            "de eigenaren van {0} kunnen van hier niet opgezocht worden: vul hun ids in zoals {0} ze toont"),
    OWNERS_UNANSWERED(
            "the owners could not be looked up: {0}",
            "de eigenaren konden niet opgezocht worden: {0}"),
    NOT_FETCHED("records of {0} are not fetched", "records van {0} worden niet opgehaald"),
    ADDRESS(
            "must be an address such as https://example.com",
            "moet een adres zijn zoals https://example.com"),
    SAME_IN_OTHER_LETTERS(
            "must mean the same as in other letters, since those do not matter",
            "moet hetzelfde betekenen als in andere letters, want die maken niets uit"),
    ACTIVITY("must be an activity such as call", "moet een activiteit zijn zoals call"),
    WEBHOOK_BODY("must be what the CRM would post", "moet zijn wat het CRM zou sturen"),
    NO_TOPIC("is not part of an address of {0}", "is geen deel van een adres van {0}"),
    WEBHOOK_TOPIC(
            "must be the event that ends the address, such as Call.create",
            "moet de gebeurtenis zijn waarop het adres eindigt, zoals Call.create"),
    REPAIRED_BODY(
            "must be what is to be taken instead", "moet zijn wat in plaats daarvan genomen wordt"),
    STAYS("must stay {0}", "moet {0} blijven"),
    STAYS_THAT_OF("must stay that of {0}", "moet dat van {0} blijven"),
    SAME_RECORD("must be about the same record: {0}", "moet over hetzelfde record gaan: {0}"),
    EVENTS("must be a list of CloudEvents", "moet een lijst van CloudEvents zijn"),
    SPECVERSION("must be 1.0", "moet 1.0 zijn"),
    NO_BINARY_DATA(
            "must not be there: data must be a JSON object",
            "hoort hier niet: data moet een JSON-object zijn"),
    PLAIN_ATTRIBUTE(
            "must be a plain value, as every CloudEvents attribute",
            "moet een enkele waarde zijn, zoals elk attribuut van een CloudEvent"),
    CRM_TYPE("must be a type such as crm.deal.won", "moet een soort zijn zoals crm.deal.won"),
    ID_REUSED(
            "was used for this subject before, with other content: a correction needs an id of its own",
            "is voor dit subject al gebruikt, met andere inhoud: een verbetering heeft een eigen id nodig"),
    SHARE("must be a share such as 0.5", "moet een aandeel zijn zoals 0,5"),
    SHARES_ADD_UP(
            "must have shares that add up to 1, not {0}",
            "moet aandelen hebben die samen 1 zijn, niet {0}"),
    OTHER_REP(
            "must be another rep than those before",
            "moet een andere medewerker zijn dan die ervoor"),
    WITH_AMOUNT("must be given with an amount", "moet bij een bedrag ingevuld zijn"),
    DAYS_OR_HOURS("must be given, or hours", "moet ingevuld zijn, of uren"),
    KEPT(
            "must be shorter, or left out: fields that are only kept have at most {0} bytes together",
            "moet korter zijn, of weg: velden die alleen bewaard worden hebben samen ten hoogste {0} bytes"),
    UTF_8("must be UTF-8", "moet UTF-8 zijn"),
    QUOTATION_MARK(
            "must have a quotation mark encoded, as %22",
            "moet een aanhalingsteken gecodeerd hebben, als %22"),
    ONLY_ASCII(
            "must have other than printable ASCII encoded, as %E2%82%AC for €",
            "moet alles buiten zichtbaar ASCII gecodeerd hebben, als %E2%82%AC voor €"),
    QUOTES_CLOSED(
            "must end where its quotes are closed",
            "moet ophouden waar de aanhalingstekens sluiten"),
    HEXADECIMAL(
            "must have two hexadecimal digits after %; a percent sign is %25",
            "moet na % twee hexadecimale cijfers hebben; een procentteken is %25"),
    VALUE("must have a value", "moet een waarde hebben"),
    NOT_AS_HEADER(
            "must not be an attribute's header: it is the body, or its type",
            "mag geen kop van een attribuut zijn: het is de inhoud, of haar type"),
    CONTENT_TYPE_OF_RECORD(
            "must be there as a header of the record, or the content-type {0}",
            "moet er zijn als kop van het record, of anders het content-type {0}"),
    JSON_TYPE(
            "must be application/json, or a type that ends in +json",
            "moet application/json zijn, of een type dat op +json eindigt"),
    CHARSET("must be in charset utf-8, not {0}", "moet in charset utf-8 zijn, niet {0}"),
    MEDIA_TYPE(
            "must be a media type such as application/json",
            "moet een mediatype zijn zoals application/json"),
    CONTENT_TYPE("the Content-Type {0}", "het Content-Type {0}"),
    CHECKPOINT_SIZE(
            "must be a size from 0 to that of to, {0}",
            "moet een grootte van 0 tot die van to zijn, {0}"),
    HASHED_SIZE(
            "must be a size from 0 to what is hashed, {0}",
            "moet een grootte van 0 tot wat gehasht is zijn, {0}"),
    IN_TREE(
            "must be from 1 to the tree's size, {0}",
            "moet van 1 tot de grootte van de boom zijn, {0}"),
    TALK_KIND("must be coaching or training", "moet coaching of training zijn"),
    COURSE(
            "must be given: it is what milestones and clauses go by",
            "moet ingevuld zijn: mijlpalen en afspraken gaan erop af"),
    NO_COURSE(
            "must be left out: a coaching talk has none",
            "moet leeg blijven: een coachgesprek heeft geen cursus"),
    AHEAD(
            "must not lie ahead: log a talk once it was held",
            "mag niet in de toekomst liggen: leg een gesprek vast als het gevoerd is"),
    EXPECTATION_OF_REP(
            "must be an expectation of rep {0}", "moet een verwachting van medewerker {0} zijn"),
    CLAUSE_OF("must be a clause of {0}", "moet een afspraak van {0} zijn"),
    BESIDE_CLAUSE("must be left out beside a clause", "moet naast een afspraak leeg blijven"),
    BESIDE_VERSION(
            "must be left out beside a version: warnings are on clauses",
            "moet naast een versie leeg blijven: waarschuwingen gaan over afspraken"),
    WITHOUT_ABOUT(
            "must be left out without about: it says when to return to it",
            "moet zonder about leeg blijven: het zegt wanneer men erop terugkomt"),
    OTHER_WORD("must be another word", "moet een ander woord zijn"),
    EMPTY_BODY("the body is empty: it must be JSON", "er is niets gestuurd: het moet JSON zijn"),
    NO_JSON("no JSON{0}: {1}", "geen JSON{0}: {1}"),
    NUMBER_OUT_OF_RANGE(
            "it has a number that nothing can hold", "er staat een getal in dat nergens in past"),
    NOT_HELD(
            "holds something that the database cannot hold",
            "bevat iets wat de database niet kan bewaren"),
    INPUT_NOT_HELD(
            "the input holds something that the database cannot hold",
            "de invoer bevat iets wat de database niet kan bewaren"),
    INPUT_WRONG("the input is wrong", "de invoer is niet goed"),
    PARAMETER_WRONG("a parameter is wrong", "een veld is niet goed"),
    NO_ANSWER("command-service does not answer", "command-service antwoordt niet"),
    NOTHING_PARKED("nothing is parked under {0}", "onder {0} is niets geparkeerd"),
    NOTHING_PARKED_AT("nothing is parked at {0}/{1}/{2}", "op {0}/{1}/{2} is niets geparkeerd"),
    NO_SUCH("there is no {0}", "er is geen {0}"),
    NO_REP("there is no rep {0}", "er is geen medewerker {0}"),
    NO_CONNECTION("there is no connection {0}", "er is geen koppeling {0}"),
    NO_CONNECTION_HERE("there is no connection at this address", "op dit adres is geen koppeling"),
    NO_CONVERSATION("there is no such conversation", "er is niet zo'n gesprek"),
    NO_CHECKPOINT("there is no checkpoint of that size", "er is geen controlepunt van die grootte"),
    NO_TILE("there is no such tile of the ledger", "er is niet zo'n tegel van het grootboek"),
    NO_EXPECTATION("there is no expectation {0}", "er is geen verwachting {0}"),
    NO_ACCOUNT("there is no account {0} that you may see", "er is geen klant {0} die u mag zien"),
    NO_EVENT("there is no event at position {0}", "er is geen gebeurtenis op positie {0}"),
    NO_TEMPLATE("there is no template {0}", "er is geen sjabloon {0}"),
    NO_REBUILD("there is no rebuild {0}", "er is geen herbouw {0}"),
    NO_RECORD("there is no record {0}/{1}", "er is geen record {0}/{1}"),
    NO_TABLE("there is no table {0}", "er is geen tabel {0}"),
    NO_CLAUSE("rep {0} has no clause {1}", "medewerker {0} heeft geen afspraak {1}"),
    NO_TEAM("nobody whom you may see is in team {0}", "niemand die u mag zien zit in team {0}"),
    LEADS_NOBODY("nobody is led by {0}", "niemand wordt door {0} geleid"),
    REBUILD_RUNNING(
            "a rebuild is running; wait for its end, or cancel it",
            "er loopt een herbouw; wacht tot die klaar is, of breek hem af"),
    REBUILD_ENDED("the rebuild has ended: {0}", "de herbouw is afgelopen: {0}"),
    REBUILD_FROM("must be \"kafka\" or \"log\"", "moet \"kafka\" of \"log\" zijn"),
    REBUILD_ORDER(
            "must be an object such as {\"from\": \"log\"}",
            "moet een object zijn zoals {\"from\": \"log\"}"),
    REBUILD_UNKNOWN("is not known; \"from\" is", "is niet bekend; \"from\" is het wel"),
    BEFORE_CLAUSE(
            "must not be before the clause's first day, {0}",
            "mag niet voor de eerste dag van de afspraak liggen, {0}"),
    HAS_CLAUSE("must be one that has the clause: {0}", "moet er een zijn met deze afspraak: {0}"),
    SAY_WHICH(
            "must say which, as none has the clause in force on {0}: {1}",
            "moet zeggen welke, want op {0} geldt de afspraak in geen enkele: {1}"),
    SAY_WHICH_OF_SEVERAL(
            "must say which, as more than one has the clause in force on {0}: {1}",
            "moet zeggen welke, want op {0} geldt de afspraak in meer dan een: {1}"),
    EVIDENCE_TABLE(
            "must be facts, accounts, windows or expected",
            "moet facts, accounts, windows of expected zijn"),
    WHY("must say why, in at most {0} characters", "moet zeggen waarom, in ten hoogste {0} tekens"),
    NOT_ERASED("must not have been erased", "mag niet gewist zijn"),
    NO_MAIL_SERVER(
            "must be false: no mail server is set here",
            "moet false zijn: hier is geen mailserver ingesteld"),
    NO_KNOWN_ADDRESS(
            "must be given: none is known of {0}", "moet ingevuld zijn: van {0} is er geen bekend"),
    BOUND_TO_NOBODY(
            "must be given: this token is bound to nobody",
            "moet ingevuld zijn: dit token is aan niemand gebonden"),
    SUBSCRIPTION("must be an object with {0}", "moet een object zijn met {0}"),
    NOTICE_KINDS("must be a list such as [\"warning\"]", "moet een lijst zijn zoals [\"warning\"]"),
    MAIL_ADDRESS(
            "must be a mail address such as kim@example.org",
            "moet een mailadres zijn zoals kim@example.org"),
    WEBHOOK(
            "must be null or an object such as {\"url\": \"https://…\"}",
            "moet null zijn of een object zoals {\"url\": \"https://…\"}"),
    TOO_LARGE(
            "the body must have at most {0} bytes",
            "wat is gestuurd mag ten hoogste {0} bytes hebben"),
    TOO_MANY_VALUES(
            "the body must have at most {0} values",
            "wat is gestuurd mag ten hoogste {0} waarden hebben"),
    TOO_MUCH_AT_ONCE(
            "too much was sent at once; try again",
            "er is te veel ineens gestuurd; probeer het opnieuw"),
    CONTENT_ENCODING(
            "the Content-Encoding must be gzip or absent, not {0}",
            "de Content-Encoding moet gzip zijn of ontbreken, niet {0}"),
    PARAMETERS(
            "the parameters must be UTF-8, and at most {0}",
            "de velden moeten in UTF-8 zijn, en ten hoogste {0}"),
    FORM_LENGTH(
            "the form's Content-Length must be given",
            "de Content-Length van het formulier moet gegeven zijn"),
    LINE_TOO_LONG(
            "a line must have at most {0} bytes", "een regel mag ten hoogste {0} bytes hebben"),
    EXPORT_TOO_LARGE(
            "an export must tell of at most {0} records, and of fewer with long texts or where memory is short; send it in parts by date",
            "een export mag ten hoogste {0} records vertellen, en minder bij lange teksten of waar weinig geheugen is; stuur hem in delen naar datum"),
    URL(
            "must be an address such as https://example.org",
            "moet een adres zijn zoals https://example.org"),
    URL_WITH_USER(
            "must not hold a user, a password or a fragment",
            "mag geen gebruiker, wachtwoord of fragment bevatten"),
    URL_NOT_ALLOWED(
            "must lie on a public address, or on a host of yardstick.outgoing.allowed-hosts",
            "moet op een openbaar adres liggen, of op een host van yardstick.outgoing.allowed-hosts"),
    LEDGER_DAMAGED("{0}", "{0}"),
    SEALED("{0}", "{0}"),
    LEDGER_BEHIND(
            "the ledger has hashed the log up to position {0}, not yet {1}",
            "het grootboek heeft het logboek tot positie {0} gehasht, nog niet tot {1}"),
    NOT_VISIBLE_YET(
            "position {0} is not visible yet: {1} is",
            "positie {0} is nog niet zichtbaar: {1} wel"),
    SAID_ELSEWHERE("{0}", "{0}"),
    CRM_TIME(
            "must be the CRM's own time of this version, such as 2026-01-31T09:30:00Z",
            "moet de eigen tijd van het CRM voor deze versie zijn, zoals 2026-01-31T09:30:00Z"),
    NAMES_ERASED(
            "names somebody who was erased: what cannot be recorded at once is not kept",
            "noemt iemand die gewist is: wat niet meteen vastgelegd kan worden wordt niet bewaard"),
    TOO_MANY_LINES(
            "too many lines were refused, so it was not read on; {0} were taken before",
            "te veel regels zijn geweigerd, dus is er niet verder gelezen; daarvoor zijn er {0} genomen"),
    EVERY_EVENT("every event was refused", "elke gebeurtenis is geweigerd"),
    BROKE_OFF("the request's body broke off", "wat werd gestuurd brak af"),
    FAILED("the service failed, and logged why", "de dienst faalde, en het logboek zegt waarom"),
    LOG_UNAVAILABLE(
            "the log is not available at the moment; the same call is safe to repeat",
            "het logboek is nu niet beschikbaar; dezelfde aanroep kan zonder gevaar herhaald worden"),
    TOKEN_OF_A_REP(
            "must be given: a rep's token is her own",
            "moet ingevuld zijn: het token van een medewerker is van haar"),
    TOKEN_OF_A_CRM(
            "must not be given: a CRM's token is no person's",
            "mag niet ingevuld zijn: het token van een CRM is van geen persoon"),
    NOBODYS_TOKEN("must be somebody who works here", "moet iemand zijn die hier werkt"),
    SOURCES_OF_CRM(
            "must not be given: the role crm alone writes sources",
            "mag niet ingevuld zijn: alleen de rol crm schrijft in bronnen"),
    PASSWORD_SHORT("must have at least {0} characters", "moet ten minste {0} tekens hebben"),
    PASSWORD_COMMON(
            "must be another: many people chose this one, and whoever guesses tries it first",
            "moet een ander zijn: velen kozen dit, en wie raadt probeert het als eerste"),
    PASSWORD_GUESSED(
            "must be harder to guess: three or four words that do not belong together are, and are"
                    + " easy to keep in mind",
            "moet moeilijker te raden zijn: drie of vier woorden die niet bij elkaar horen zijn dat,"
                    + " en blijven goed in het hoofd"),
    PASSWORD_AGAIN("must be the same as above", "moet hetzelfde zijn als hierboven"),
    PASSWORD_OLD(
            "must be the password that you have now", "moet het wachtwoord zijn dat u nu hebt"),
    PASSKEY("was not accepted: try again", "is niet aanvaard: probeer het nog eens"),
    PASSKEY_COUNTER(
            "was not accepted: it counts its uses, and there seems to be a copy of it. Take it away,"
                    + " and make another",
            "is niet aanvaard: zij telt hoe vaak zij is gebruikt, en er lijkt een kopie van te zijn."
                    + " Haal haar weg en maak een andere"),
    PASSKEY_LAST(
            "must stay: you would have nothing left to sign in with",
            "moet blijven: u zou niets meer hebben om u mee aan te melden"),
    PASSKEY_STALE(
            "can be changed within a quarter of an hour after signing in: sign in again",
            "kan tot een kwartier na het aanmelden worden gewijzigd: meld u opnieuw aan"),
    READ_MODEL_UNAVAILABLE(
            "the read model is not available at the moment",
            "het leesmodel is nu niet beschikbaar"),
    TOKEN_NEEDED("a valid bearer token is needed", "er is een geldig bearer token nodig"),
    TOKEN("the token may not make this call", "het token mag dit niet"),
    PROVIDER_AWAY(
            "the identity provider does not answer at the moment",
            "de identiteitsprovider antwoordt nu niet"),
    PERSON_UNKNOWN_YET("the log is not available", "het logboek is niet beschikbaar"),
    AMBIGUOUS_PATH(
            "the address must have no ';', '%', '/' or control characters within its parts",
            "het adres mag binnen de delen geen ';', '%', '/' of stuurtekens hebben"),
    NAMES_NO_ACCOUNT("it names no account", "het noemt geen klant"),
    NOT_FIRST_WIN(
            "it is not the account's first win by anyone",
            "het is niet de eerste deal die iemand bij de klant won"),
    ACCOUNT_COUNTS_ALREADY("the account counts already", "de klant telt al"),
    NOT_TO_BE_SEEN(
            "the account was not one of those to be seen that day",
            "de klant hoorde die dag niet bij wie gezien moest worden"),
    SEEN_OFTEN_ENOUGH("the account has been seen often enough", "de klant is vaak genoeg gezien"),
    WEEK("week", "week"),
    MONTH("month", "maand"),
    NOT_OWED("its {0} is not owed", "in die {0} wordt niets verwacht"),
    NOT_ENDED("its {0} has not ended", "die {0} is nog niet voorbij"),
    TOO_FEW("there were too few in its {0}", "er waren er te weinig in die {0}"),
    ANOTHER_COMPLETES("another completes its {0}", "een ander feit maakt die {0} vol"),
    OF_BASE_ONLY("it is part of the base only", "het hoort alleen bij de basis"),
    NO_BASE_YET("there is no base yet", "er is nog geen basis"),
    NOT_BEGUN("the time for it has not begun", "de tijd ervoor is nog niet begonnen"),
    BEFORE_START("it lies before the start", "het ligt voor het begin"),
    NOT_FIRST("it is not the first", "het is niet het eerste"),
    TOO_LATE("it is too late", "het is te laat"),
    NO_RATE("there is no exchange rate for {0}", "er is geen wisselkoers voor {0}"),
    STATES_NO_VALUE("it states no value", "het noemt geen waarde"),
    STATES_NO_AMOUNT("it states no amount", "het noemt geen bedrag"),
    STATES_NO_HOURS("it states no hours", "het noemt geen uren"),
    STATES_NO_DAYS("it states no days", "het noemt geen dagen");

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)\\}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}\\.\\d{1,15}");

    private final String code;
    private final String english;
    private final String dutch;

    Reason(String english, String dutch) {
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.english = english;
        this.dutch = dutch;
    }

    Reason(String code, String english, String dutch) {
        this.code = code;
        this.english = english;
        this.dutch = dutch;
    }

    /** A reason with what differs from case to case. */
    record With(Reason reason, List<Object> arguments) implements Refusal {}

    /**
     * The refusal for this reason, with what differs in the order of its numbers; a refusal among
     * them is told in the same language.
     */
    public Refusal of(@Nullable Object... arguments) {
        return new With(
                this,
                Stream.of(arguments)
                        .map(each -> each instanceof Refusal ? each : String.valueOf(each))
                        .toList());
    }

    @Override
    public Reason reason() {
        return this;
    }

    @Override
    public List<Object> arguments() {
        return List.of();
    }

    @Override
    public String code() {
        return code;
    }

    String told(List<Object> arguments, Locale language) {
        boolean isDutch = language.getLanguage().equals("nl");
        return ARGUMENT.matcher(isDutch ? dutch : english)
                .replaceAll(found -> {
                    Object argument = arguments.get(Integer.parseInt(found.group(1)));
                    String told =
                            argument instanceof Refusal refusal
                                    ? refusal.in(language)
                                    : argument.toString();
                    boolean hasComma = isDutch && DECIMAL.matcher(told).matches();
                    return Matcher.quoteReplacement(hasComma ? told.replace('.', ',') : told);
                });
    }
}
