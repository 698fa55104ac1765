package dev.yardstick.acceptance.crm.simulated;

import dev.yardstick.acceptance.crm.simulated.Step.Command;
import dev.yardstick.acceptance.crm.simulated.Step.Fate;
import dev.yardstick.acceptance.crm.simulated.Step.Form;
import dev.yardstick.acceptance.crm.simulated.Step.Item;
import dev.yardstick.acceptance.crm.simulated.Step.Parcel;
import dev.yardstick.acceptance.crm.simulated.Step.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Puts events into parcels between the commands, and knows what has to become of each. */
public final class Delivery {

    private static final int MOST_LINES = 150;
    private static final int MOST_IN_A_BATCH = 40;
    private static final int IN_ORDER = 200;

    private final Random random;
    private final Garbage garbage;
    private final List<Step> steps = new ArrayList<>();
    private final List<Item> waiting = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final List<Told> taken = new ArrayList<>();

    private Delivery(long seed) {
        this.random = new Random(seed);
        this.garbage = new Garbage(random);
    }

    /** Everybody is known first, and every event comes once and in the order of the CRM's clock. */
    public static List<Step> inOrder(Company company, List<Told> history) {
        Delivery delivery = new Delivery(0);
        company.commands().values().forEach(commands -> commands.forEach(delivery::command));
        for (Told told : history) {
            delivery.add(told, told.json());
            if (delivery.waiting.size() == IN_ORDER) {
                delivery.pack(Form.LINES);
            }
        }
        delivery.pack(Form.LINES);
        return delivery.steps;
    }

    /** The same events as they may well come. */
    public static List<Step> disturbed(Company company, List<Told> history, long seed) {
        Delivery delivery = new Delivery(seed);
        new Journey(new Random(seed)).of(company, history).forEach(delivery::arrived);
        delivery.packAll();
        return delivery.steps;
    }

    /** All events once more, as a CRM sends them that has lost its place. */
    public static List<Step> again(List<Told> history) {
        List<Item> items =
                history.stream()
                        .map(told -> new Item(told.json(), Fate.TAKEN, Shape.OBJECT))
                        .toList();
        return List.of(new Parcel(Form.LINES, items));
    }

    private void arrived(Journey.Arrival arrival) {
        switch (arrival) {
            case Journey.Stated(var at, var command) -> {
                packAll();
                command(command);
            }
            case Journey.Reported(var at, var told, var respelt) ->
                    add(told, respelt ? told.respelt() : told.json());
            case Journey.Nonsense(var at, var of) -> waiting.add(nonsense(of));
        }
        if (waiting.size() > MOST_LINES || random.nextInt(12) == 0) {
            packAll();
        }
    }

    private Item nonsense(Told of) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 ->
                    taken.isEmpty()
                            ? garbage.of(of)
                            : garbage.reused(taken.get(random.nextInt(taken.size())));
            case 3 -> garbage.ofAStranger(of);
            default -> garbage.of(of);
        };
    }

    private void command(Command command) {
        steps.add(command);
        known.addAll(command.makesKnown());
    }

    private void add(Told told, String json) {
        boolean all = known.containsAll(told.names());
        waiting.add(new Item(json, all ? Fate.TAKEN : Fate.PARKED, Shape.OBJECT));
        if (all) {
            taken.add(told);
        }
    }

    /** What waits goes out in parcels of random forms and sizes, in order. */
    private void packAll() {
        List<Item> items = new ArrayList<>(waiting);
        while (!items.isEmpty()) {
            Form form = Form.values()[random.nextInt(Form.values().length)];
            int most =
                    switch (form) {
                        case STRUCTURED, BINARY -> 1;
                        case BATCH, SPOILT_BATCH -> 1 + random.nextInt(MOST_IN_A_BATCH);
                        case LINES, LINES_CUT_OFF -> items.size();
                    };
            List<Item> parcel = items.subList(0, Math.min(most, items.size()));
            boolean fits = parcel.stream().allMatch(item -> canCarry(form, item.shape()));
            steps.add(new Parcel(fits ? form : Form.LINES, List.copyOf(parcel)));
            parcel.clear();
        }
        waiting.clear();
    }

    private static boolean canCarry(Form form, Shape shape) {
        return switch (form) {
            case LINES, LINES_CUT_OFF -> true;
            case BINARY -> shape == Shape.OBJECT;
            case STRUCTURED, BATCH, SPOILT_BATCH -> shape != Shape.TEXT;
        };
    }

    private void pack(Form form) {
        if (!waiting.isEmpty()) {
            steps.add(new Parcel(form, List.copyOf(waiting)));
            waiting.clear();
        }
    }
}
