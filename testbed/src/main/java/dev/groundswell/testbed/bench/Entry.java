package dev.groundswell.testbed.bench;

import java.nio.file.Path;
import java.util.Optional;

/// One comparison that can be made.
interface Entry {
    /// Its word on the command line.
    String name();

    /// What is compared with what, in a sentence.
    String question();

    /// What the contestants' figures count.
    Unit unit();

    /// Connections each side is asked over.
    int connections();

    /// Why the peer cannot be run here and what to install, or empty when it can.
    Optional<String> missingPeer();

    /// Starts all that is compared, with data below the folder.
    Contest open(Path folder) throws Exception;
}
