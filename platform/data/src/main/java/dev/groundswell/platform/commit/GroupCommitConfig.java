package dev.groundswell.platform.commit;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How large groups may grow and how long they may take.
@ConfigMapping(prefix = "groundswell.group-commit")
public interface GroupCommitConfig {

    /// Items committed together. More saves commits under load and makes all of a group wait for its longest statement.
    @WithDefault("256")
    int items();

    /// What a group may weigh, in the unit of who commits (for orders: lines). A single heavier item still goes, alone.
    @WithDefault("4000")
    int weight();

    /// Items that may wait; beyond it they are refused at once. More means a longer wait in overload, not more work done.
    @WithDefault("4096")
    int waiting();

    /// How long an item waits for its commit to begin, and how long a group's statement may take before its items are told that it is unknown what
    /// became of them. More waits longer for a database that hangs. Longer than a request waits for its answer is of no use.
    @WithDefault("3s")
    Duration patience();
}
