package dev.groundswell.gateway.overload;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How many requests may be with a service at once, and who waits. All of it is each gateway's own.
@ConfigMapping(prefix = "groundswell.overload")
public interface OverloadSettings {

    /// Requests that may always be with a service, for each of its instances. More keeps slow services busier when their answers get slower; a service that
    /// cannot do as many at once is slower for everybody.
    @WithDefault("20")
    int least();

    /// The same at the start, before anything is known. More lets a rush in sooner; a service that has just started gets it all.
    @WithDefault("100")
    int initial();

    /// Requests that are never exceeded, for each instance, however fast answers come. More moves the queue from here into the service.
    @WithDefault("250")
    int most();

    /// How many times its usual time a request may take until fewer are let in. More lets the service queue more itself and everybody wait longer;
    /// less mistakes a hiccup for overload.
    @WithDefault("3")
    double tolerance();

    /// Requests whose bodies take longer than half a second to come, for each instance; the next one is refused with 503. Each holds a connection to the
    /// service: more takes in more slow clients, and leaves less of `groundswell.upstreams.connections` for everybody else.
    @WithDefault("50")
    int slowBodies();

    /// Requests that may wait for a place with a service; beyond it the least important is refused with 503. More takes in longer rushes, and memory.
    @WithDefault("1000")
    int queue();

    /// How long a request may wait for a place. More takes in longer rushes; who is refused in the end is told later.
    @WithDefault("500ms")
    Duration queueAge();

    /// The share of the places that browsing may take. More leaves less for orders when a service hangs or is slow.
    @WithDefault("0.8")
    double browseShare();

    /// The share of the places that browsing and what belongs to customers may take together; the rest is for orders alone.
    @WithDefault("0.9")
    double ownShare();
}
