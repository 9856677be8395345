package dev.groundswell.testbed.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// When something was struck, and when all was well. Episodes follow each other.
record Timeline(List<Struck> episodes) {

    Timeline {
        episodes = List.copyOf(episodes);
    }

    boolean isStruck(Instant time) {
        return episodes.stream().anyMatch(episode -> episode.covers(time));
    }

    /// How long all was well between two times, gaps between episodes summed up.
    Duration calm(Instant from, Instant until) {
        Duration calm = until.isAfter(from) ? Duration.between(from, until) : Duration.ZERO;
        for (Struck episode : episodes) {
            Instant began = episode.began().isAfter(from) ? episode.began() : from;
            Instant back = episode.back().isBefore(until) ? episode.back() : until;
            if (back.isAfter(began)) {
                calm = calm.minus(Duration.between(began, back));
            }
        }
        return calm;
    }
}
