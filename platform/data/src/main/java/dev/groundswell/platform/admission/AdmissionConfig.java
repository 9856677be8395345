package dev.groundswell.platform.admission;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How much a service takes on at once.
@ConfigMapping(prefix = "groundswell.admission")
public interface AdmissionConfig {

    /// Requests that may be worked on at once, from their first byte to the head of their answer; beyond it they are refused with 503. More lets a burst
    /// wait instead of being refused, and takes memory: a request holds its body, up to 8 MiB.
    @WithDefault("1000")
    int requests();

    /// How long a request is worked on that does not say how long it is waited for, and the most that one may say. More lets slow work end that nobody may
    /// wait for any more.
    @WithDefault("30s")
    Duration longest();
}
