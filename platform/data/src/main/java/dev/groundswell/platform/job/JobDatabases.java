package dev.groundswell.platform.job;

import java.util.Collection;

/// All databases of a service as they are known now; every job runs at each. A service with one database has this bean from the platform.
@FunctionalInterface
public interface JobDatabases {

    Collection<JobDatabase> all();
}
