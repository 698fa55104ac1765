package dev.yardstick.acceptance.crm.simulated;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** All that a CRM tells of a year, in the order of its own clock. */
public final class History {

    private History() {}

    /**
     * The history of a seed; what one record says at the same instant stays in the order of ids.
     */
    public static List<Told> of(long seed) {
        Random random = new Random(seed);
        List<Told> told = new ArrayList<>(Activities.of(random));
        told.addAll(Deals.of(random));
        told.sort(Comparator.comparing(Told::time));
        return List.copyOf(told);
    }
}
