package dev.groundswell.testbed.retail;

import java.nio.file.Path;

import dev.groundswell.local.home.Project;

/// Where the real data lies, if it does: beside the project, never in it. `-Dgroundswell.retail=FILE` names another place.
final class RetailData {

    private RetailData() {}

    static Path file() {
        String named = System.getProperty("groundswell.retail");
        return named != null
                ? Path.of(named)
                : Project.find().root().resolve("../shared/data/online-retail-2010-12_2011-08.csv.gz").normalize();
    }
}
