package dev.groundswell.testbed.bench;

import java.util.List;

/// All comparisons. A new one is a class here; nothing else knows their number.
final class Entries {
    private Entries() {}

    static List<Entry> all(Programs programs) {
        return List.of(new AcceptEntry(programs), new ShardsEntry(), new CachesEntry(), new EdgePassEntry(programs),
                new EdgeHitEntry(programs), LimitsEntry.passing(programs), LimitsEntry.hits(programs));
    }
}
