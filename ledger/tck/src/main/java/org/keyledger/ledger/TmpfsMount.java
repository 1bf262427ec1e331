package org.keyledger.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A folder with a file system of its own in memory, unmounted on close. */
public final class TmpfsMount implements AutoCloseable {

    private final Path folder;

    private TmpfsMount(Path folder) {
        this.folder = folder;
    }

    /** Empty if it cannot be mounted: that needs Linux and the right to mount, which containers often lack. */
    public static Optional<TmpfsMount> at(Path folder, int megabytes) {
        return run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString())
                ? Optional.of(new TmpfsMount(folder))
                : Optional.empty();
    }

    /** Unmounts it, also while a file on it is open. */
    @Override
    public void close() {
        run("umount", "--lazy", folder.toString());
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
