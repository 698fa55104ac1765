package dev.yardstick.standalone.postgres;

import com.sun.security.auth.module.UnixSystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How PostgreSQL, which refuses to run as root, is run nevertheless: in a user namespace, where
 * root is nobody, or else as the user nobody.
 *
 * @param prefix comes before the program's own command line
 * @param owner the number of the user who must own the files; -1 where it is whoever runs us
 */
record Privileges(List<String> prefix, int owner) {

    private static final int ROOT = 0;
    private static final int NOBODY = 65_534;

    /**
     * Finds a way.
     *
     * @throws IOException when there is none
     */
    static Privileges find() throws IOException, InterruptedException {
        if (new UnixSystem().getUid() != ROOT) {
            return new Privileges(List.of(), -1);
        }
        if (Programs.works("unshare", "-U", "true")) {
            return new Privileges(List.of("unshare", "-U"), ROOT);
        }
        Privileges nobody =
                new Privileges(
                        List.of(
                                "setpriv",
                                "--reuid=" + NOBODY,
                                "--regid=" + NOBODY,
                                "--clear-groups"),
                        NOBODY);
        if (Programs.works(nobody.command(List.of("true")).toArray(String[]::new))) {
            return nobody;
        }
        throw new IOException(
                "PostgreSQL does not run as root, and neither unshare nor setpriv (util-linux)"
                        + " can drop root's rights here; run Yardstick as another user");
    }

    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    /** Gives a tree to the user who will run PostgreSQL, where it is not theirs yet. */
    void own(Path root) throws IOException {
        if (owner >= 0 && !Files.getAttribute(root, "unix:uid").equals(owner)) {
            Directories.own(root, owner);
        }
    }
}
