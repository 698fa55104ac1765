package dev.yardstick.command.intake.salesforce;

/**
 * Ids of records. Salesforce writes one with 15 characters, where the letters' case matters, or
 * with three more that tell which of them are capitals, by a public rule.
 */
final class Ids {

    private static final String SUMS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int CHUNK = 5;

    private Ids() {}

    /** The id with 18 characters; what is no id of 15 stays as it is. */
    static String one(String id) {
        if (!id.matches("[a-zA-Z0-9]{15}")) {
            return id;
        }
        StringBuilder sums = new StringBuilder();
        for (int chunk = 0; chunk < id.length(); chunk += CHUNK) {
            int sum = 0;
            for (int i = 0; i < CHUNK; i++) {
                char letter = id.charAt(chunk + i);
                sum |= letter >= 'A' && letter <= 'Z' ? 1 << i : 0;
            }
            sums.append(SUMS.charAt(sum));
        }
        return id + sums;
    }
}
