package dev.yardstick.standalone.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How PostgreSQL's programs are run, so that they end with us, and although they refuse to run as
 * root: in a user namespace, where root is nobody, or else as the user nobody.
 *
 * @param prefix comes before a program's own command line
 * @param owner the number of the user who must own the files; -1 where it is whoever runs us
 */
record Launcher(List<String> prefix, int owner) {

    private static final int ROOT = 0;
    private static final int NOBODY = 65_534;

    /** The kernel sends INT when the thread that started a program is gone, even by kill -9. */
    private static final List<String> END_WITH_US = List.of("setpriv", "--pdeathsig", "INT");

    /**
     * Finds a way.
     *
     * @throws IOException when there is none
     */
    static Launcher find() throws IOException, InterruptedException {
        Launcher launcher = withoutRoot();
        Launcher ending = new Launcher(launcher.command(END_WITH_US), launcher.owner());
        return ending.works() ? ending : launcher;
    }

    private static Launcher withoutRoot() throws IOException, InterruptedException {
        if (new UnixSystem().getUid() != ROOT) {
            return new Launcher(List.of(), -1);
        }
        Launcher namespace = new Launcher(List.of("unshare", "-U"), ROOT);
        if (namespace.works()) {
            return namespace;
        }
        List<String> setpriv =
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        Launcher nobody = new Launcher(setpriv, NOBODY);
        if (nobody.works()) {
            return nobody;
        }
        throw new IOException(
                "PostgreSQL does not run as root, and neither unshare nor setpriv (util-linux)"
                        + " can drop root's rights here; run Yardstick as another user");
    }

    private boolean works() throws InterruptedException {
        return Programs.works(command(List.of("true")).toArray(String[]::new));
    }

    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    /** Gives a tree to the user who will run PostgreSQL, where it is not theirs yet. */
    void own(Path root) throws IOException {
        if (owner >= 0 && !Files.getAttribute(root, "unix:uid").equals(owner)) {
            try (Stream<Path> paths = Files.walk(root)) {
                // The deepest first, so that an end midway shows in the root.
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.setAttribute(path, "unix:uid", owner);
                    Files.setAttribute(path, "unix:gid", owner);
                }
            }
        }
    }
}
