package dev.yardstick.standalone.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A small invented company in the format of the Maven CRM files: commas, a header, CRLF, a product
 * that is spelled in two ways, opportunities without account or without dates. The same at every
 * run.
 */
public final class MavenCrmSample {

    private static final String CRLF = "\r\n";
    private static final List<String> AGENTS =
            List.of("Ida Holm", "Jan-Piet Vos", "Noor Aydin", "Tove Lind", "Per Strand");
    private static final List<String> ACCOUNTS =
            List.of("Kelp & Sons", "\"Quarry, Rudd\"", "Xo-lumen", "Ondine", "tidewater", "");
    private static final List<String> PRODUCTS = List.of("AXPro", "AX Lite", "BZ 100");

    private final Map<String, Quarter> quarters = new TreeMap<>();
    private int opportunities;
    private int won;
    private int lost;
    private int dateless;

    /** What a rep closed in a quarter; the map's key is {@code rep yyyyQn}. */
    public record Quarter(int won, int lost, BigDecimal wonValue) {
        public Quarter plus(Quarter other) {
            return new Quarter(won + other.won, lost + other.lost, wonValue.add(other.wonValue));
        }
    }

    private MavenCrmSample() {}

    /** Writes all files into a directory. */
    public static MavenCrmSample write(Path directory) throws IOException {
        MavenCrmSample sample = new MavenCrmSample();
        sample.writeFiles(directory);
        return sample;
    }

    /** Every agent's closed deals by quarter, computed without the importer. */
    public Map<String, Quarter> quarters() {
        return quarters;
    }

    public int opportunities() {
        return opportunities;
    }

    public int won() {
        return won;
    }

    public int lost() {
        return lost;
    }

    public int dateless() {
        return dateless;
    }

    private void writeFiles(Path directory) throws IOException {
        StringBuilder agents = new StringBuilder("sales_agent,manager,regional_office" + CRLF);
        AGENTS.forEach(name -> agents.append(name).append(",Bo Ek,North").append(CRLF));
        agents.append("Without Deals,Bo Ek,South").append(CRLF);
        write(directory, "sales_teams.csv", agents);
        StringBuilder accounts =
                new StringBuilder(
                        "account,sector,year_established,revenue,employees,office_location,"
                                + "subsidiary_of"
                                + CRLF);
        ACCOUNTS.stream()
                .filter(name -> !name.isEmpty())
                .forEach(name -> accounts.append(name).append(",retail,1990,1.5,9,Oslo,\r\n"));
        write(directory, "accounts.csv", accounts);
        write(
                directory,
                "products.csv",
                "product,series,sales_price\r\nAX Pro,AX,900\r\nAX Lite,AX,90\r\nBZ 100,BZ,9\r\n");
        StringBuilder pipeline =
                new StringBuilder(
                        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,"
                                + "close_date,close_value"
                                + CRLF);
        Random random = new Random(11);
        for (int i = 0; i < 80; i++) {
            pipeline.append(opportunity(random, i)).append(CRLF);
        }
        write(directory, "sales_pipeline.csv", pipeline);
    }

    private String opportunity(Random random, int number) {
        opportunities++;
        String agent = AGENTS.get(random.nextInt(AGENTS.size()));
        LocalDate engaged = LocalDate.parse("2021-01-04").plusDays(random.nextInt(250));
        LocalDate closed = engaged.plusDays(random.nextInt(100));
        BigDecimal value = BigDecimal.valueOf(random.nextInt(5000));
        String end =
                switch (number % 8) {
                    case 0 -> "Engaging," + engaged + ",,";
                    case 1 -> {
                        dateless++;
                        yield "Prospecting,,,";
                    }
                    case 2, 3 -> {
                        lost++;
                        count(agent, closed, new Quarter(0, 1, BigDecimal.ZERO));
                        yield "Lost," + engaged + "," + closed + ",0";
                    }
                    default -> {
                        won++;
                        count(agent, closed, new Quarter(1, 0, value));
                        yield "Won," + engaged + "," + closed + "," + value;
                    }
                };
        return String.join(
                ",",
                "OPP%05d".formatted(number),
                agent,
                PRODUCTS.get(random.nextInt(PRODUCTS.size())),
                ACCOUNTS.get(random.nextInt(ACCOUNTS.size())),
                end);
    }

    private void count(String agent, LocalDate closed, Quarter one) {
        String quarter = closed.getYear() + "Q" + (closed.getMonthValue() + 2) / 3;
        quarters.merge(MavenCrm.kebab(agent) + " " + quarter, one, Quarter::plus);
    }

    private static void write(Path directory, String file, CharSequence text) throws IOException {
        Files.writeString(directory.resolve(file), text, UTF_8);
    }
}
