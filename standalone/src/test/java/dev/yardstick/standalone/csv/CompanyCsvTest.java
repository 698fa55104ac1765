package dev.yardstick.standalone.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.yardstick.standalone.csv.ImportPlan.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompanyCsvTest {

    private static final String REPS = "id,name,email,team,manager,hired_on,time_zone\n";
    private static final String QUOTAS = "expectation,rep,from,to,currency,amount\n";

    @TempDir private Path directory = Path.of("");

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private List<String> wrong() {
        return catchThrowableOfType(WrongFilesException.class, () -> CompanyCsv.read(directory))
                .report();
    }

    @Test
    void repsAccountsAndQuotasBecomeTheCallsThatStateThem() throws Exception {
        write("reps.csv", REPS + "robin,\"Robin, A.\",,North,kim,2026-01-05,Europe/Amsterdam\n");
        write(
                "accounts.csv",
                "id,name,tier,owner,inherited,strategy\nacme,Acme,primary,robin,true,grow\n");
        write("quotas.csv", QUOTAS + "robin-2026,robin,2026-01-05,2026-12-31,EUR,1300000\n");
        List<Statement> statements = CompanyCsv.read(directory).statements();
        assertThat(statements)
                .extracting(Statement::path)
                .containsExactly(
                        "/api/v1/reps/robin",
                        "/api/v1/accounts/acme",
                        "/api/v1/expectations/robin-2026");
        Map<String, ?> rep = statements.getFirst().body();
        assertThat(String.valueOf(rep.get("name"))).isEqualTo("Robin, A.");
        assertThat(String.valueOf(rep.get("on"))).isEqualTo("2026-01-05");
        assertThat(rep.containsKey("email")).isFalse();
        assertThat(String.valueOf(statements.get(2).body().get("clauses"))).contains("1300000");
    }

    @Test
    void whoOverseesWhomIsStatedRowByRow() throws Exception {
        write(
                "oversight.csv",
                "kind,of,by,from,to\nunit,Field Sales,emea,2026-01-01,\n"
                        + "deputy,kim,lou,2026-07-01,2026-07-14\n");
        List<Statement> statements = CompanyCsv.read(directory).statements();
        assertThat(statements)
                .extracting(Statement::path)
                .containsExactly("/api/v1/oversights/unit", "/api/v1/oversights/deputy");
        assertThat(statements)
                .extracting(statement -> statement.body().toString())
                .containsExactly(
                        "{of=Field Sales, by=emea, from=2026-01-01}",
                        "{of=kim, by=lou, from=2026-07-01, to=2026-07-14}");
        write("oversight.csv", "kind,of,by,from,to\nboss,kim,,2026-13-01,soon\n");
        assertThat(wrong())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).contains("superior, deputy, unit, director"));
    }

    @Test
    void oneFileAloneIsEnough() throws Exception {
        write("quotas.csv", QUOTAS);
        assertThat(CompanyCsv.read(directory).statements()).isEmpty();
    }

    @Test
    void withoutAnyFileTheFirstIsNamed() {
        assertThat(wrong()).singleElement().asString().startsWith("reps.csv: is missing");
    }

    @Test
    void everythingWrongIsNamedByLineAndColumn() throws Exception {
        write(
                "reps.csv",
                REPS
                        + "robin,Robin,,North,,2026-13-05,Mars/Olympus\n"
                        + "robin,,,North,,2026-01-05,UTC\n"
                        + "a b,Ann,,North,,2026-01-05,UTC\n");
        write("quotas.csv", QUOTAS + "q,robin,2026-02-01,2026-01-01,EURO,-5\n");
        assertThat(wrong())
                .hasSize(8)
                .anySatisfy(line -> assertThat(line).startsWith("reps.csv:2:").contains("hired_on"))
                .anySatisfy(line -> assertThat(line).contains("IANA time zone"))
                .anySatisfy(line -> assertThat(line).startsWith("reps.csv:3:").contains("id"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("quotas.csv:2:").contains("amount"));
    }
}
