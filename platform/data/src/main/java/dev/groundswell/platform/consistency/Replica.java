package dev.groundswell.platform.consistency;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jboss.logging.Logger;

/// One replica, as far as this process knows it. Thread-safe.
final class Replica {

    private static final Logger LOG = Logger.getLogger(Replica.class);

    private static final long INCIDENT = Duration.ofSeconds(10).toNanos();

    /// Enough for the longest lag that is tolerated, at any sensible pace of asking.
    private static final int MOST_SAMPLES = 1_000;

    private final Node node;
    private final Runnable renewal;
    private final Duration maxLag;
    private final Deque<Sample> primary = new ArrayDeque<>();
    private boolean answers;
    private long replayed;
    private long freshAt;
    private long lastOut;
    private boolean told;

    /// @param renewal has its pool begin anew
    Replica(Node node, Runnable renewal, Duration maxLag) {
        this.node = node;
        this.renewal = renewal;
        this.maxLag = maxLag;
    }

    Node node() {
        return node;
    }

    /// Whether a read that needs `position` may go there: it answers, lags no more than is tolerated, and has replayed so far.
    synchronized boolean mayServe(long position, long nowNanos) {
        return inRotation(nowNanos) && replayed >= position;
    }

    synchronized boolean inRotation(long nowNanos) {
        return answers && nowNanos - freshAt <= maxLag.toNanos();
    }

    /// How far it is behind the primary, in seconds; not a number while it does not answer.
    synchronized double lag(long nowNanos) {
        return answers ? (nowNanos - freshAt) / 1e9 : Double.NaN;
    }

    /// The primary was at `position` at that time.
    synchronized void primaryWasAt(long position, long nanos) {
        primary.addLast(new Sample(position, nanos));
        if (primary.size() > MOST_SAMPLES) {
            primary.removeFirst();
        }
    }

    /// It said how far it has replayed. What the primary had written at some time and this has replayed, it shows as it was at that time.
    synchronized void replayedTo(long position, long nowNanos) {
        if (!answers) {
            freshAt = nowNanos - maxLag.toNanos() - 1;
        }
        answers = true;
        replayed = position;
        while (!primary.isEmpty() && primary.getFirst().position <= position) {
            freshAt = primary.removeFirst().nanos;
        }
        tell(nowNanos);
    }

    /// It did not answer, in time or at all. Its connections are left: those that hang may never answer.
    synchronized void failed(Throwable failure, long nowNanos) {
        answers = false;
        LOG.debugf("replica %s: %s", node.name(), failure);
        renewal.run();
        tell(nowNanos);
    }

    /// One that comes and goes on a busy machine is told once an incident.
    private void tell(long nowNanos) {
        boolean out = !inRotation(nowNanos);
        if (out) {
            if (!told && nowNanos - lastOut > INCIDENT) {
                told = true;
                LOG.warnf("replica %s is away, slow, or lags by more than %s: its reads go to the primary", node.name(), maxLag);
            }
            lastOut = nowNanos;
        } else if (told && nowNanos - lastOut > INCIDENT) {
            told = false;
            LOG.infof("replica %s has been back for %s", node.name(), Duration.ofNanos(INCIDENT));
        }
    }

    private record Sample(long position, long nanos) {}
}
