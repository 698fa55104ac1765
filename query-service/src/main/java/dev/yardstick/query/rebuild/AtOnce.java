package dev.yardstick.query.rebuild;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a rebuild does by several connections at once. */
final class AtOnce {

    /** So many at a time; more of them only wait for each other. */
    static final int THREADS = 2;

    private AtOnce() {}

    /**
     * Answers what each came to, in their order.
     *
     * @throws Exception what the first to fail threw, once all have ended
     */
    static <T> List<T> each(List<Callable<T>> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            CompletionService<T> done = new ExecutorCompletionService<>(threads);
            List<Future<T>> all = work.stream().map(done::submit).toList();
            try {
                for (int i = 0; i < all.size(); i++) {
                    done.take().get();
                }
            } finally {
                threads.shutdownNow();
            }
            return all.stream().map(Future::resultNow).toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
